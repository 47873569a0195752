package dev.weir.cli.command;

import dev.weir.cli.UsageFailure;
import dev.weir.cli.learn.ModelShelf;
import dev.weir.cli.model.ChosenModel;
import dev.weir.engine.pack.PackageStore;
import dev.weir.engine.pack.SigningKeys;
import dev.weir.engine.pack.TrustedKeys;
import dev.weir.retrain.release.store.ModelRepositories;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a run puts the packages that it releases, and who vouches for them. */
final class ShelfOptions {

  @Option(
      names = "--store",
      paramLabel = "DIR|s3://BUCKET/PREFIX",
      description =
          "folder of model packages that the jobs read (default: models in --dir), or a store that"
              + " their machines fetch packages from, as in `weir release pull`")
  private @Nullable String store;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "private key that released packages are signed with, as `weir model keygen` writes it"
              + " (default: none)")
  private @Nullable Path key;

  /**
   * What the options name; the caller closes it.
   *
   * @param weirDir the platform's folder
   * @param byHand whether somebody signs and announces later
   * @throws UsageFailure if the store is neither folder nor bucket, the file no key, or jobs would
   *     not load what is signed so
   */
  ModelShelf shelf(Path weirDir, boolean byHand) throws IOException {
    @Nullable String place = store;
    boolean shared = place != null && place.contains("://");
    PackageStore local =
        place == null || shared ? ChosenModel.store(weirDir) : new PackageStore(Path.of(place));
    try {
      @Nullable SigningKeys keys = key == null ? null : KeyFile.read(key);
      if (!byHand) {
        requireTrusted(keys);
      }
      return new ModelShelf(
          local,
          place != null && shared
              ? ModelRepositories.open(place, System.getenv(ModelRepositories.ENDPOINT))
              : null,
          keys);
    } catch (IllegalArgumentException e) {
      throw new UsageFailure(String.valueOf(e.getMessage()));
    }
  }

  private static void requireTrusted(@Nullable SigningKeys keys) {
    TrustedKeys trusted = TrustedKeys.ofEnvironment();
    if (trusted.keys().isEmpty() || (keys != null && trusted.keys().contains(keys.publicKey()))) {
      return;
    }
    throw new UsageFailure(
        "--key: expected the private half of a key in %s (%s), got %s; jobs would refuse what is released"
            .formatted(
                TrustedKeys.VARIABLE,
                String.join(", ", trusted.keys().stream().map(TrustedKeys::id).toList()),
                keys == null ? "none" : TrustedKeys.id(keys.publicKey())));
  }
}
