package dev.weir.platform;

import java.net.URI;

/**
 * Where a platform answers. Immutable.
 *
 * @param bootstrapServers Kafka, {@code host:port}
 * @param registryUrl schema registry, the address that Confluent clients take
 * @param flinkUrl Flink REST and web UI
 */
public record PlatformEndpoints(String bootstrapServers, URI registryUrl, URI flinkUrl) {

  private static final String HOST = "127.0.0.1";

  /** The addresses that belong to a configuration whose ports are chosen. */
  public static PlatformEndpoints of(PlatformConfig config) {
    return new PlatformEndpoints(
        HOST + ":" + config.brokerPort(),
        URI.create("http://" + HOST + ":" + config.registryPort() + "/apis/ccompat/v7"),
        URI.create("http://" + HOST + ":" + config.flinkPort()));
  }
}
