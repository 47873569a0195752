package dev.weir.retrain.learning.run;

import dev.weir.engine.ModelIdentity;
import dev.weir.retrain.learning.gate.PromotionPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** Where models that passed go: the store, and the topic that jobs follow. */
public interface Releases {

  /** Versions of a package that the store has. */
  Set<String> versions(String name) throws IOException;

  /**
   * Puts a package into the store, whole or not at all; one that is there already stays.
   *
   * @throws IOException if the store is away or full, or has another package of that version
   */
  void put(Path pack, ModelIdentity identity) throws IOException;

  /**
   * Whether that model was announced before.
   *
   * @throws IOException if the topic cannot be read
   */
  boolean isAnnounced(ModelIdentity identity) throws IOException;

  /**
   * Announces a model that the store has.
   *
   * @param note why, for people
   * @throws IOException if the topic does not take it
   */
  void announce(ModelIdentity identity, PromotionPolicy.Release release, String note)
      throws IOException;
}
