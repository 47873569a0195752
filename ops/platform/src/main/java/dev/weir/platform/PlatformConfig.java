package dev.weir.platform;

import dev.weir.serde.topic.WeirTopic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How the embedded platform runs. Immutable; everything listens on 127.0.0.1.
 *
 * @param dir folder of data, logs and run file, created where absent
 * @param brokerPort Kafka listener; 0 takes a free port
 * @param controllerPort KRaft controller listener; 0 takes a free port
 * @param registryPort schema registry; 0 takes a free port
 * @param flinkPort Flink REST and web UI; 0 takes a free port
 * @param consolePort the console, if it is started; 0 takes a free port, {@link #NO_CONSOLE} none
 * @param topicPrefix what every topic name begins with; letters, digits, dot, dash and underscore
 * @param slots Flink task slots, at least 1
 * @param startLimit time after which a start counts as failed
 */
public record PlatformConfig(
    Path dir,
    int brokerPort,
    int controllerPort,
    int registryPort,
    int flinkPort,
    int consolePort,
    String topicPrefix,
    int slots,
    Duration startLimit) {

  /** In the place of a port: no console is to be started. */
  public static final int NO_CONSOLE = -1;

  private static final int DEFAULT_SLOTS = 8;
  private static final Duration DEFAULT_START_LIMIT = Duration.ofMinutes(2);

  /** Checks each value and that no two ports are the same. */
  public PlatformConfig {
    dir = dir.toAbsolutePath().normalize();
    Map<Integer, String> seen = new HashMap<>();
    requirePort(seen, "broker", brokerPort);
    requirePort(seen, "controller", controllerPort);
    requirePort(seen, "registry", registryPort);
    requirePort(seen, "flink", flinkPort);
    if (consolePort != NO_CONSOLE) {
      requirePort(seen, "console", consolePort);
    }
    if (!topicPrefix.matches("[A-Za-z0-9._-]{0,100}")) {
      throw new IllegalArgumentException(
          "topic prefix: expected at most 100 letters, digits, '.', '-' or '_', got \""
              + topicPrefix
              + "\"");
    }
    if (slots < 1) {
      throw new IllegalArgumentException("slots: expected 1 or more, got " + slots);
    }
    if (startLimit.isNegative() || startLimit.isZero()) {
      throw new IllegalArgumentException(
          "start limit: expected a positive time, got " + startLimit);
    }
  }

  /** The default ports: broker 9092, controller 9093, registry 8081, Flink 8082. */
  public static PlatformConfig defaults(Path dir) {
    return ports(dir, 9092, 9093, 8081, 8082);
  }

  /** Free ports, chosen at the start: for tests, and for a second platform beside the first. */
  public static PlatformConfig onFreePorts(Path dir) {
    return ports(dir, 0, 0, 0, 0);
  }

  /** The same with other ports; 0 takes a free one. */
  public PlatformConfig withPorts(int broker, int controller, int registry, int flink) {
    return new PlatformConfig(
        dir, broker, controller, registry, flink, consolePort, topicPrefix, slots, startLimit);
  }

  /** The same with a console on that port; 0 takes a free one. */
  public PlatformConfig withConsole(int port) {
    return new PlatformConfig(
        dir,
        brokerPort,
        controllerPort,
        registryPort,
        flinkPort,
        port,
        topicPrefix,
        slots,
        startLimit);
  }

  /** The same with another topic prefix. */
  public PlatformConfig withTopicPrefix(String prefix) {
    return new PlatformConfig(
        dir,
        brokerPort,
        controllerPort,
        registryPort,
        flinkPort,
        consolePort,
        prefix,
        slots,
        startLimit);
  }

  /** The same with other Flink task slots: one for each subtask of each job. */
  public PlatformConfig withSlots(int number) {
    return new PlatformConfig(
        dir,
        brokerPort,
        controllerPort,
        registryPort,
        flinkPort,
        consolePort,
        topicPrefix,
        number,
        startLimit);
  }

  private static PlatformConfig ports(
      Path dir, int broker, int controller, int registry, int flink) {
    return new PlatformConfig(
        dir,
        broker,
        controller,
        registry,
        flink,
        NO_CONSOLE,
        WeirTopic.DEFAULT_PREFIX,
        DEFAULT_SLOTS,
        DEFAULT_START_LIMIT);
  }

  private static void requirePort(Map<Integer, String> seen, String name, int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(name + " port: expected 0 to 65535, got " + port);
    }
    String other = port == 0 ? null : seen.put(port, name);
    if (other != null) {
      throw new IllegalArgumentException(
          name + " port: " + port + " is the " + other + " port already; choose another");
    }
  }
}
