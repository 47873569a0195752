package dev.weir.node;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/** The Kafka broker and controller of this process. Started once, closed once. */
final class Broker implements AutoCloseable {

  private final KafkaRaftServer server;

  private Broker(KafkaRaftServer server) {
    this.server = server;
  }

  /**
   * Formats the log folder where it is new, then starts controller and broker.
   *
   * @throws Exception what Kafka throws, with the cause that {@link StartFailure} explains
   */
  static Broker start(NodeConfig config) throws Exception {
    format(BrokerSettings.logDir(config));
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(BrokerSettings.of(config), false), Time.SYSTEM);
    server.startup();
    return new Broker(server);
  }

  private static void format(Path logDir) throws Exception {
    Files.createDirectories(logDir);
    try (PrintStream silent =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(silent)
          .setClusterId(clusterId(logDir))
          .setNodeId(BrokerSettings.NODE_ID)
          .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
          .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
          .setDirectories(List.of(logDir.toString()))
          .setMetadataLogDirectory(logDir.toString())
          .setIgnoreFormatted(true)
          .run();
    }
  }

  /** The id written when the folder was formatted, or a new one. */
  private static String clusterId(Path logDir) throws IOException {
    Path meta = logDir.resolve("meta.properties");
    if (Files.exists(meta)) {
      Properties properties = new Properties();
      try (var in = Files.newInputStream(meta)) {
        properties.load(in);
      }
      String id = properties.getProperty("cluster.id");
      if (id != null) {
        return id;
      }
    }
    return Uuid.randomUuid().toString();
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
