package dev.weir.retrain.learning.snapshot;

import dev.weir.schemas.Erasure;
import dev.weir.schemas.ErasureSubject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whose events, up to when, may not be learned from. Immutable. */
final class ErasedParties {
  private final Map<String, Instant> authors = new HashMap<>();

  /**
   * @throws IllegalArgumentException if an erasure is of a sort that this version does not know:
   *     rather than leave data behind, nothing is learned
   */
  ErasedParties(List<Erasure> erasures) {
    for (Erasure erasure : erasures) {
      if (erasure.getSubjectKind() == ErasureSubject.OTHER) {
        throw new IllegalArgumentException(
            "erasure "
                + erasure.getEventId()
                + " is of a sort that this version does not know; run a version of Weir that does");
      }
      if (erasure.getSubjectKind() == ErasureSubject.AUTHOR) {
        authors.merge(
            erasure.getSubjectId(),
            erasure.getOccurredAt(),
            (one, other) -> one.isAfter(other) ? one : other);
      }
    }
  }

  boolean holds(StreamText text) {
    Instant until = authors.get(text.authorId());
    return until != null && !text.occurredAt().isAfter(until);
  }
}
