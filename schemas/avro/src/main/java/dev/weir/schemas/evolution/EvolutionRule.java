package dev.weir.schemas.evolution;

/**
 * What the next version of a subject's schema owes to all its earlier versions.
 *
 * <p>The names are those of the registry's compatibility levels.
 */
public enum EvolutionRule {
  /**
   * A reader with the new schema understands every record ever written. For topics that Weir reads
   * and others write: Weir is upgraded first, its producers follow when they like.
   */
  BACKWARD_TRANSITIVE,

  /**
   * As {@link #BACKWARD_TRANSITIVE}, and a reader with any earlier schema understands new records.
   * For topics that Weir writes and others read: Weir is upgraded without asking its consumers.
   */
  FULL_TRANSITIVE
}
