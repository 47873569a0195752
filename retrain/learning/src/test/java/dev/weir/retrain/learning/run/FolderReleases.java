package dev.weir.retrain.learning.run;

import dev.weir.engine.ModelIdentity;
import dev.weir.retrain.learning.gate.PromotionPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A store in a folder, and a topic that can be away. */
final class FolderReleases implements Releases {
  final List<String> announced = new ArrayList<>();
  boolean away;
  private final Path store;

  FolderReleases(Path store) {
    this.store = store;
  }

  @Override
  public Set<String> versions(String name) {
    return Set.of();
  }

  @Override
  public void put(Path pack, ModelIdentity identity) throws IOException {
    Path target = store.resolve(identity.name()).resolve(identity.version());
    if (Files.exists(target)) {
      return;
    }
    Files.createDirectories(target);
    try (Stream<Path> files = Files.list(pack)) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
  }

  @Override
  public boolean isAnnounced(ModelIdentity identity) {
    return announced.contains(identity.toString());
  }

  @Override
  public void announce(ModelIdentity identity, PromotionPolicy.Release release, String note)
      throws IOException {
    if (away) {
      throw new IOException("the broker is away");
    }
    announced.add(identity.toString());
  }
}
