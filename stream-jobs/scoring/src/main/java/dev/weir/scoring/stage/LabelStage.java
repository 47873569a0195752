package dev.weir.scoring.stage;

import static java.util.Objects.requireNonNull;

import dev.weir.scoring.label.FraudVote;
import dev.weir.scoring.label.LabelMemory;
import dev.weir.scoring.label.LabelStep;
import dev.weir.scoring.label.PaymentKeys;
import dev.weir.scoring.stage.FraudItem.Labelled;
import dev.weir.scoring.stage.FraudItem.Paid;
import dev.weir.scoring.stage.FraudItem.Voted;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The stage that brings labels and payments together, whichever comes first: a vote becomes a label
 * with the keys of its payment, behind that payment in the stream; a payment whose event id is
 * known already is marked as repeated. Memories are bytes that the binding keeps under {@link
 * FraudKeys#event}. Pure; immutable.
 */
public final class LabelStage {

  private final Duration memory;

  /**
   * @param memory how long after it was made a payment can be found
   */
  public LabelStage(Duration memory) {
    this.memory = memory;
  }

  /**
   * What became of an item. Immutable.
   *
   * @param item to be handed on, null for none
   * @param label to be handed on behind it, null for none
   * @param memory to be kept from now on, null where it stays as it is
   * @param expiresAtMillis when it may be forgotten, by Kafka timestamps
   * @param counted what to count, null for nothing
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes on their way to a store, never compared
  public record Passed(
      @Nullable FraudItem item,
      @Nullable Labelled label,
      byte @Nullable [] memory,
      long expiresAtMillis,
      LabelStep.@Nullable Kind counted) {

    private static Passed unchanged(@Nullable FraudItem item, LabelStep.@Nullable Kind counted) {
      return new Passed(item, null, null, 0, counted);
    }
  }

  /**
   * Takes a payment.
   *
   * @param known what is remembered of its event id, null for nothing
   * @throws IllegalArgumentException if the bytes are no memory, or of another version
   */
  public Passed payment(Paid paid, byte @Nullable [] known) {
    PaymentKeys keys = PaymentKeys.of(paid.request().event().payment());
    LabelStep step = remembered(paid.request().eventId(), known).payment(keys);
    if (step.kind() == LabelStep.Kind.REPEATED) {
      return Passed.unchanged(new Paid(paid.request(), true), null);
    }
    boolean labelled = step.memory().holds() != null;
    return passed(paid, step, paid.request().origin().timestamp(), labelled ? step.kind() : null);
  }

  /**
   * Takes a vote.
   *
   * @param known what is remembered of its event id, null for nothing
   * @throws IllegalArgumentException if the bytes are no memory, or of another version
   */
  public Passed vote(Voted voted, byte @Nullable [] known) {
    LabelStep step = remembered(voted.vote().eventId(), known).vote(voted.vote());
    if (step.kind() == LabelStep.Kind.REPEATED || step.kind() == LabelStep.Kind.OUTVOTED) {
      return Passed.unchanged(null, step.kind());
    }
    return passed(null, step, voted.atMillis(), step.kind());
  }

  private Passed passed(
      @Nullable Paid paid, LabelStep step, long atMillis, LabelStep.@Nullable Kind counted) {
    LabelMemory next = step.memory();
    boolean meets = next.keys() != null && next.holds() != null;
    return new Passed(
        paid,
        meets ? label(step, atMillis) : null,
        next.toBytes(),
        next.expiresAtMillis(memory, atMillis),
        counted);
  }

  /** What histories need not learn, such as that a payment is genuine, alerts do. */
  private static Labelled label(LabelStep step, long atMillis) {
    PaymentKeys keys = requireNonNull(step.memory().keys());
    FraudVote holds = requireNonNull(step.memory().holds());
    return new Labelled(
        holds.eventId(),
        keys,
        Math.max(keys.occurredAt(), holds.labelledAt()),
        holds.fraud(),
        !step.labels().isEmpty(),
        atMillis);
  }

  private static LabelMemory remembered(String eventId, byte @Nullable [] known) {
    return known == null ? LabelMemory.empty() : LabelMemory.ofBytes(eventId, known);
  }
}
