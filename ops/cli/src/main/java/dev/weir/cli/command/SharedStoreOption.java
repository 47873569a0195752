package dev.weir.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --store} of releases: where machines get packages from. */
final class SharedStoreOption {

  @Option(
      names = "--store",
      paramLabel = "DIR|s3://BUCKET/PREFIX",
      description =
          "a store that other machines fetch packages from, beside the folder models in --dir;"
              + " WEIR_S3_ENDPOINT names an S3-compatible service other than Amazon's, credentials"
              + " come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or the profile")
  private @Nullable String store;

  @Nullable String store() {
    return store;
  }
}
