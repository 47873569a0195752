package dev.weir.serde.registry;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Where the schema registry is and how long to wait for it. Immutable.
 *
 * @param urls addresses of one registry, tried in turn; at least one
 * @param connectTimeout longest wait for a connection
 * @param readTimeout longest wait for an answer
 * @param clientProperties further settings of the Confluent client by their own names, such as
 *     {@code basic.auth.credentials.source} or {@code schema.registry.ssl.truststore.location}
 */
public record RegistryConfig(
    List<URI> urls,
    Duration connectTimeout,
    Duration readTimeout,
    Map<String, String> clientProperties) {

  public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(2);
  public static final Duration DEFAULT_READ_TIMEOUT = Duration.ofSeconds(5);

  /**
   * @throws IllegalArgumentException if a value makes no sense; the message names it
   */
  public RegistryConfig {
    urls = List.copyOf(urls);
    clientProperties = Map.copyOf(clientProperties);
    if (urls.isEmpty()) {
      throw new IllegalArgumentException(
          "schema registry: no URL; name at least one, such as http://127.0.0.1:8081");
    }
    for (URI url : urls) {
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (!http || url.getHost() == null) {
        throw new IllegalArgumentException(
            "schema registry: expected an http or https URL, got "
                + url
                + "; write it as http://host:port");
      }
    }
    requirePositive(connectTimeout, "connect time-out");
    requirePositive(readTimeout, "read time-out");
  }

  /** A registry at {@code url} with the default time-outs and without authentication. */
  public static RegistryConfig of(String url) {
    return new RegistryConfig(
        List.of(URI.create(url)), DEFAULT_CONNECT_TIMEOUT, DEFAULT_READ_TIMEOUT, Map.of());
  }

  private static void requirePositive(Duration timeout, String name) {
    if (timeout.isZero() || timeout.isNegative() || timeout.toMillis() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "schema registry: "
              + name
              + " of "
              + timeout
              + "; expected a positive one, such as PT2S");
    }
  }
}
