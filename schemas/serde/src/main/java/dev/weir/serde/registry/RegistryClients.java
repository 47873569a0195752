package dev.weir.serde.registry;

import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientConfig;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** Makes clients of the schema registry. */
public final class RegistryClients {
  /** Schemas remembered per subject; a subject has few. */
  private static final int SCHEMAS_PER_SUBJECT = 1_000;

  /** How long an unknown id stays unknown, so that a flood of bad records is no flood of calls. */
  private static final long UNKNOWN_ID_SECONDS = 10;

  private RegistryClients() {}

  /**
   * A client that caches what it learns. Nothing is contacted yet: a registry that is down shows at
   * the first use. Thread-safe; the caller closes it.
   */
  public static SchemaRegistryClient connect(RegistryConfig config) {
    Map<String, Object> settings = new HashMap<>(config.clientProperties());
    settings.put(
        SchemaRegistryClientConfig.HTTP_CONNECT_TIMEOUT_MS,
        Math.toIntExact(config.connectTimeout().toMillis()));
    settings.put(
        SchemaRegistryClientConfig.HTTP_READ_TIMEOUT_MS,
        Math.toIntExact(config.readTimeout().toMillis()));
    settings.put(SchemaRegistryClientConfig.MISSING_ID_CACHE_TTL_CONFIG, UNKNOWN_ID_SECONDS);
    return new CachedSchemaRegistryClient(
        config.urls().stream().map(URI::toString).toList(), SCHEMAS_PER_SUBJECT, settings);
  }
}
