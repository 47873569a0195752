package dev.weir.engine.feature;

/** Makes a list of ids of a text. Implementations are thread-safe. */
public interface IdFeature extends AutoCloseable {
  /**
   * Appends the ids of a text to the arena's open record, without ending it.
   *
   * @param raw the text as it came; valid Unicode: no lone surrogates
   * @param normalized the same after the package's normalisation
   * @throws FeatureException if this text cannot be converted; the open record may hold some of its
   *     ids, other records are untouched
   */
  void append(String raw, String normalized, IdArena arena);

  /** Ids of one text, at most. */
  int maxLength();

  /** Frees native memory; nothing may be running in {@link #append}. */
  @Override
  void close();
}
