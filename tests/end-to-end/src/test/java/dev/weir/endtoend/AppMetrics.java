package dev.weir.endtoend;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Metrics of the Kafka Streams application, over JMX. Each call connects anew. */
final class AppMetrics {

  private static final String WEIR = "kafka.streams:type=weir,*";
  private static final String RESTORE_CONSUMERS =
      "kafka.consumer:type=consumer-fetch-manager-metrics,client-id=*-restore-consumer,*";

  private final long pid;

  AppMetrics(long pid) {
    this.pid = pid;
  }

  /** Names of Weir's own, without tags and the endings of histograms. */
  Set<String> names() {
    Set<String> names = new HashSet<>();
    read(WEIR)
        .forEach(
            (bean, values) ->
                values.keySet().forEach(name -> names.add(name.replaceFirst("-p\\d+$", ""))));
    return names;
  }

  /** How many records each copy of a changelog partition lacks; not a number before it began. */
  List<Double> standbyLags() {
    return read(RESTORE_CONSUMERS).entrySet().stream()
        .filter(bean -> bean.getKey().getKeyProperty("partition") != null)
        .map(bean -> ((Number) bean.getValue().get("records-lag")).doubleValue())
        .toList();
  }

  /** A metric of Weir's with those tags and no others, over all tasks. */
  double sum(String name, Map<String, String> tags) {
    return values(name, tags).mapToDouble(value -> ((Number) value).doubleValue()).sum();
  }

  /** A metric of Weir's over all tasks and all values of its tag. */
  double sumOverTags(String name) {
    return read(WEIR).values().stream()
        .filter(values -> values.containsKey(name))
        .mapToDouble(values -> ((Number) values.get(name)).doubleValue())
        .sum();
  }

  /** What a metric of Weir's without tags says in each task. */
  Set<Object> each(String name) {
    Set<Object> values = new HashSet<>();
    values(name, Map.of()).forEach(values::add);
    return values;
  }

  private Stream<Object> values(String name, Map<String, String> tags) {
    return read(WEIR).entrySet().stream()
        .filter(bean -> tags(bean.getKey()).equals(tags))
        .filter(bean -> bean.getValue().containsKey(name))
        .map(bean -> bean.getValue().get(name));
  }

  private static Map<String, String> tags(ObjectName bean) {
    Map<String, String> tags = new HashMap<>();
    bean.getKeyPropertyList()
        .forEach(
            (key, value) ->
                tags.put(key, value.startsWith("\"") ? ObjectName.unquote(value) : value));
    tags.keySet().removeAll(Set.of("type", "task-id"));
    return tags;
  }

  @SuppressWarnings("BanJNDI") // the other side is this test's own process
  private Map<ObjectName, Map<String, Object>> read(String pattern) {
    try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address()))) {
      MBeanServerConnection server = connector.getMBeanServerConnection();
      Map<ObjectName, Map<String, Object>> beans = new HashMap<>();
      for (ObjectName bean : server.queryNames(new ObjectName(pattern), null)) {
        String[] names =
            Stream.of(server.getMBeanInfo(bean).getAttributes())
                .map(MBeanAttributeInfo::getName)
                .toArray(String[]::new);
        Map<String, Object> values = new HashMap<>();
        for (Attribute value : server.getAttributes(bean, names).asList()) {
          values.put(value.getName(), value.getValue());
        }
        beans.put(bean, values);
      }
      return beans;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  private String address() throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        return machine.startLocalManagementAgent();
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IllegalStateException("process " + pid + " cannot be attached to", e);
    }
  }
}
