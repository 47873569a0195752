package dev.weir.retrain.release.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Repositories by the name that options give them. */
public final class ModelRepositories {

  /** Environment variable with the address of an S3-compatible service other than Amazon's. */
  public static final String ENDPOINT = "WEIR_S3_ENDPOINT";

  private ModelRepositories() {}

  /**
   * The repository of a folder, or of {@code s3://bucket/prefix}.
   *
   * @param endpoint of an S3-compatible service other than Amazon's; null for Amazon's own
   * @throws IllegalArgumentException if it is neither
   */
  public static ModelRepository open(String place, @Nullable String endpoint) {
    if (place.startsWith(S3Place.SCHEME)) {
      return new S3Repository(place, endpoint);
    }
    if (place.contains("://")) {
      throw new IllegalArgumentException(
          "store " + place + ": expected a folder or s3://bucket/prefix");
    }
    return new FolderRepository(Path.of(place));
  }
}
