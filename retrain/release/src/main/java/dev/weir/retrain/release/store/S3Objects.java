package dev.weir.retrain.release.store;

import dev.weir.retrain.release.ReleaseException;
import dev.weir.retrain.release.ReleaseException.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The objects of a bucket. Credentials come from the SDK's own chain (environment, profile,
 * instance) and from nowhere else. Every failure is a {@link ReleaseException} that names the
 * bucket. Thread-safe.
 */
final class S3Objects implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final int NOT_FOUND = 404;
  private static final int EXISTS = 412;

  private final S3Place place;
  private final S3Client client;

  S3Objects(S3Place place) {
    this.place = place;
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SILENCE))
            .credentialsProvider(DefaultCredentialsProvider.builder().build())
            // not every compatible service knows the newer check sums; SHA-256 is compared anyway
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    if (place.endpoint() != null) {
      builder.endpointOverride(place.endpoint()).forcePathStyle(true).region(region());
    }
    this.client = failing("cannot be reached", builder::build);
  }

  /** Services other than Amazon's take any region, but the request is signed for one. */
  private static Region region() {
    @Nullable String given = System.getenv("AWS_REGION");
    return given == null || given.isBlank() ? Region.US_EAST_1 : Region.of(given);
  }

  /** Size of every object below a prefix, by key. */
  List<String> keys(String prefix) {
    return failing(
        "cannot be listed",
        () -> {
          List<String> keys = new ArrayList<>();
          client
              .listObjectsV2Paginator(request -> request.bucket(place.bucket()).prefix(prefix))
              .contents()
              .stream()
              .map(S3Object::key)
              .forEach(keys::add);
          return keys;
        });
  }

  /** The bytes of an object; null if it is not there. */
  byte @Nullable [] read(String key) {
    byte[] none = new byte[0];
    byte[] bytes =
        failing(
            key + " cannot be read",
            () -> {
              try {
                return client
                    .getObjectAsBytes(request -> request.bucket(place.bucket()).key(key))
                    .asByteArray();
              } catch (NoSuchKeyException e) {
                return none;
              }
            });
    return bytes == none ? null : bytes;
  }

  /** Writes an object into a new file. */
  void readTo(String key, Path file) {
    var unused =
        failing(
            key + " cannot be read",
            () ->
                client.getObject(
                    request -> request.bucket(place.bucket()).key(key),
                    ResponseTransformer.toFile(file)));
  }

  boolean has(String key) {
    return failing(
        key + " cannot be looked up",
        () -> {
          try {
            var unused = client.headObject(request -> request.bucket(place.bucket()).key(key));
            return true;
          } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
              return false;
            }
            throw e;
          }
        });
  }

  void write(String key, Path file) {
    var unused =
        failing(
            key + " cannot be written",
            () ->
                client.putObject(
                    request -> request.bucket(place.bucket()).key(key),
                    RequestBody.fromFile(file)));
  }

  /**
   * Writes an object unless one is there.
   *
   * @return false if one was there
   */
  boolean writeNew(String key, byte[] bytes) {
    return failing(
        key + " cannot be written",
        () -> {
          try {
            var unused =
                client.putObject(
                    request -> request.bucket(place.bucket()).key(key).ifNoneMatch("*"),
                    RequestBody.fromBytes(bytes));
            return true;
          } catch (S3Exception e) {
            if (e.statusCode() == EXISTS) {
              return false;
            }
            throw e;
          }
        });
  }

  private <T> T failing(String what, Supplier<T> action) {
    try {
      return action.get();
    } catch (S3Exception e) {
      throw new ReleaseException(
          Problem.STORE_AWAY,
          "store "
              + place
              + ": "
              + what
              + ": "
              + e.awsErrorDetails().errorCode()
              + " (HTTP "
              + e.statusCode()
              + "); "
              + ADVICE.getOrDefault(
                  e.statusCode(), "check that the service runs and takes this request"),
          e);
    } catch (SdkException e) {
      throw new ReleaseException(
          Problem.STORE_AWAY,
          "store "
              + place
              + ": "
              + what
              + ": "
              + e.getMessage()
              + "; check WEIR_S3_ENDPOINT, the network and that AWS_ACCESS_KEY_ID and"
              + " AWS_SECRET_ACCESS_KEY (or a profile) are there",
          e);
    }
  }

  private static final Map<Integer, String> ADVICE =
      Map.of(
          403, "the credentials may not do this",
          404, "create the bucket, or correct its name");

  @Override
  public void close() {
    client.close();
  }
}
