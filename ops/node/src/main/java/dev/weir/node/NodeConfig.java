package dev.weir.node;

import java.nio.file.Path;
import java.util.Map;

/**
 * What the node is told by the process that starts it. Immutable.
 *
 * @param dataDir folder of the broker's log and of Flink's state, created where absent
 * @param logDir folder of {@code node.log}
 * @param brokerPort Kafka listener on 127.0.0.1
 * @param controllerPort KRaft controller listener on 127.0.0.1
 * @param flinkPort Flink REST and web UI on 127.0.0.1
 * @param slots Flink task slots, at least 1
 */
record NodeConfig(
    Path dataDir, Path logDir, int brokerPort, int controllerPort, int flinkPort, int slots) {

  /** The only address this process listens on. */
  static final String LOOPBACK = "127.0.0.1";

  NodeConfig {
    requirePort("weir.broker.port", brokerPort);
    requirePort("weir.controller.port", controllerPort);
    requirePort("weir.flink.port", flinkPort);
    if (brokerPort == controllerPort || brokerPort == flinkPort || controllerPort == flinkPort) {
      throw new IllegalArgumentException(
          "node: broker, controller and Flink need three different ports, got "
              + brokerPort
              + ", "
              + controllerPort
              + ", "
              + flinkPort);
    }
    if (slots < 1) {
      throw new IllegalArgumentException("node: weir.flink.slots must be 1 or more, got " + slots);
    }
  }

  /**
   * Reads the configuration from system properties.
   *
   * @throws IllegalArgumentException if a property is missing or does not fit; the message names it
   */
  static NodeConfig from(Map<?, ?> properties) {
    return new NodeConfig(
        Path.of(text(properties, "weir.data.dir")).toAbsolutePath(),
        Path.of(text(properties, "weir.log.dir")).toAbsolutePath(),
        number(properties, "weir.broker.port"),
        number(properties, "weir.controller.port"),
        number(properties, "weir.flink.port"),
        number(properties, "weir.flink.slots"));
  }

  private static String text(Map<?, ?> properties, String key) {
    Object value = properties.get(key);
    if (value == null) {
      throw new IllegalArgumentException("node: system property " + key + " is missing");
    }
    return value.toString();
  }

  private static int number(Map<?, ?> properties, String key) {
    String value = text(properties, key);
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "node: system property " + key + " must be a whole number, got " + value, e);
    }
  }

  private static void requirePort(String key, int port) {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("node: " + key + " must be 1 to 65535, got " + port);
    }
  }
}
