package dev.weir.cli.learn;

import dev.weir.engine.ModelIdentity;
import dev.weir.retrain.learning.gate.PromotionPolicy;
import dev.weir.retrain.learning.run.Releases;
import java.nio.file.Path;
import java.util.Set;

/** Takes a model and does nothing with it, where only the way to it is of interest. Stateless. */
public final class NoReleases implements Releases {

  @Override
  public Set<String> versions(String name) {
    return Set.of();
  }

  @Override
  public void put(Path pack, ModelIdentity identity) {}

  @Override
  public boolean isAnnounced(ModelIdentity identity) {
    return false;
  }

  @Override
  public void announce(ModelIdentity identity, PromotionPolicy.Release release, String note) {}
}
