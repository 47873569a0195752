package dev.weir.retrain.release.store;

/**
 * A package that a store has, complete.
 *
 * @param digest SHA-256 of its {@code weir.json}
 */
public record StoredModel(String name, String version, String digest) {

  /** {@code name@version}. */
  public String label() {
    return name + "@" + version;
  }
}
