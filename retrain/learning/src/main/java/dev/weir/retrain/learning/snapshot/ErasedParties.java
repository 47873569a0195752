package dev.weir.retrain.learning.snapshot;

import dev.weir.schemas.Erasure;
import dev.weir.schemas.ErasureSubject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whose events, up to when, may not be learned from. Immutable. */
public final class ErasedParties {
  private final Map<String, Instant> authors = new HashMap<>();
  private final Map<String, Instant> cards = new HashMap<>();

  /**
   * @throws IllegalArgumentException if an erasure is of a sort that this version does not know:
   *     rather than leave data behind, nothing is learned
   */
  public ErasedParties(List<Erasure> erasures) {
    for (Erasure erasure : erasures) {
      if (erasure.getSubjectKind() == ErasureSubject.OTHER) {
        throw new IllegalArgumentException(
            "erasure "
                + erasure.getEventId()
                + " is of a sort that this version does not know; run a version of Weir that does");
      }
      Map<String, Instant> parties =
          erasure.getSubjectKind() == ErasureSubject.CARD ? cards : authors;
      parties.merge(
          erasure.getSubjectId(),
          erasure.getOccurredAt(),
          (one, other) -> one.isAfter(other) ? one : other);
    }
  }

  boolean holds(StreamText text) {
    return isErased(authors.get(text.authorId()), text.occurredAt());
  }

  /** Whether a payment may not be learned from. */
  public boolean holdsPayment(String cardId, Instant occurredAt) {
    return isErased(cards.get(cardId), occurredAt);
  }

  private static boolean isErased(@Nullable Instant until, Instant occurredAt) {
    return until != null && !occurredAt.isAfter(until);
  }
}
