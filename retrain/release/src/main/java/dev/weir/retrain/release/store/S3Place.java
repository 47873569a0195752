package dev.weir.retrain.release.store;

import dev.weir.engine.pack.PackageSignature;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Where packages lie in an S3-compatible service. Immutable.
 *
 * @param prefix below which they lie; empty, or ends with {@code /}
 * @param endpoint of a service other than Amazon's; null for Amazon's own
 */
record S3Place(String bucket, String prefix, @Nullable URI endpoint) {

  static final String SCHEME = "s3://";

  /**
   * Reads {@code s3://bucket/prefix}.
   *
   * @param endpoint {@code https://host:port}; null or empty for Amazon's own
   * @throws IllegalArgumentException if either is not of its form
   */
  static S3Place parse(String text, @Nullable String endpoint) {
    String rest = text.substring(SCHEME.length());
    int slash = rest.indexOf('/');
    String bucket = slash < 0 ? rest : rest.substring(0, slash);
    String prefix = slash < 0 ? "" : rest.substring(slash + 1).replaceAll("^/+|/+$", "");
    if (!bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
      throw new IllegalArgumentException(
          "store "
              + text
              + ": '"
              + bucket
              + "' is no name of a bucket; expected s3://bucket/prefix");
    }
    return new S3Place(bucket, prefix.isEmpty() ? "" : prefix + "/", uri(endpoint));
  }

  private static @Nullable URI uri(@Nullable String endpoint) {
    if (endpoint == null || endpoint.isBlank()) {
      return null;
    }
    try {
      URI uri = new URI(endpoint.strip());
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(endpointMessage(endpoint), e);
    }
    throw new IllegalArgumentException(endpointMessage(endpoint));
  }

  private static String endpointMessage(String endpoint) {
    return "S3 endpoint '" + endpoint + "': expected a URL such as https://minio.example:9000";
  }

  /** Key of the description of a package; the package is there once this object is. */
  String manifest(String name, String version) {
    return folder(name, version) + "weir.json";
  }

  /** Key of its signature. */
  String signature(String name, String version) {
    return folder(name, version) + PackageSignature.FILE;
  }

  /** Key of the content of a file, by its SHA-256, so that no writer replaces another's. */
  String content(String name, String version, String sha256) {
    return folder(name, version) + "sha256/" + sha256;
  }

  private String folder(String name, String version) {
    return prefix + name + "/" + version + "/";
  }

  @Override
  public String toString() {
    String place = SCHEME + bucket + "/" + prefix;
    return endpoint == null ? place : place + " at " + endpoint;
  }
}
