package dev.weir.endtoend;

import dev.weir.platform.Platform;
import dev.weir.platform.PlatformEndpoints;
import dev.weir.platform.setup.SubjectSetup;
import dev.weir.platform.setup.TopicSetup;
import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import dev.weir.serde.topic.WeirTopic;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** All topics and subjects under a prefix of one test's own. Thread-safe; closes the client. */
final class TestTopics implements AutoCloseable {

  private final String prefix;
  private final String bootstrapServers;
  private final SchemaRegistryClient registry;

  private TestTopics(String prefix, String bootstrapServers, String registryUrl) {
    this.prefix = prefix;
    this.bootstrapServers = bootstrapServers;
    this.registry = RegistryClients.connect(RegistryConfig.of(registryUrl));
  }

  static TestTopics create(Platform platform, String prefix) {
    return create(platform.endpoints(), prefix);
  }

  static TestTopics create(PlatformEndpoints at, String prefix) {
    TopicSetup.createMissing(at.bootstrapServers(), prefix);
    new SubjectSetup(at.registryUrl()).registerAll(prefix);
    return new TestTopics(prefix, at.bootstrapServers(), at.registryUrl().toString());
  }

  String prefix() {
    return prefix;
  }

  String name(WeirTopic topic) {
    return topic.topicName(prefix);
  }

  SchemaRegistryClient registry() {
    return registry;
  }

  TopicTail tail(WeirTopic... topics) {
    return new TopicTail(bootstrapServers, Stream.of(topics).map(this::name).toList());
  }

  Sender sender() {
    return new Sender(bootstrapServers);
  }

  /** Lets a topic take larger records than the catalogue says. */
  void setMaxMessageBytes(WeirTopic topic, int bytes)
      throws InterruptedException, ExecutionException {
    set(topic, "max.message.bytes", Integer.toString(bytes));
  }

  /** Lets a topic keep the timestamps that its producers give. */
  void useProducersTimestamps(WeirTopic topic) throws InterruptedException, ExecutionException {
    set(topic, "message.timestamp.type", "CreateTime");
  }

  /** The sum of the end offsets of partitions, of whatever topics. */
  long endOffsets(Collection<TopicPartition> partitions)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      return admin.listOffsets(latest).all().get().values().stream()
          .mapToLong(end -> end.offset())
          .sum();
    }
  }

  private void set(WeirTopic topic, String name, String value)
      throws InterruptedException, ExecutionException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name(topic));
    AlterConfigOp change =
        new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
    }
  }

  @Override
  public void close() throws IOException {
    registry.close();
  }
}
