package dev.weir.retrain.backtest;

import dev.weir.scoring.HistoryStage;
import dev.weir.scoring.event.FraudRequest;
import dev.weir.scoring.fraud.FraudSettings;
import dev.weir.scoring.fraud.Payment;
import dev.weir.scoring.label.FraudVote;
import dev.weir.scoring.label.LabelMemory;
import dev.weir.scoring.label.LabelStep;
import dev.weir.scoring.label.PartyLabel;
import dev.weir.scoring.label.PartyLabel.Party;
import dev.weir.scoring.label.PaymentKeys;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of a job while history passes: the stages that jobs run, their states as bytes in
 * memory. A label is told when it was decided, not when its record came. Confined to one thread.
 */
final class Past {

  private final Map<Party, HistoryStage> stages = new EnumMap<>(Party.class);
  private final Map<Party, Map<String, byte[]>> histories = new EnumMap<>(Party.class);
  private final Map<String, LabelMemory> events = new HashMap<>();
  private final Deque<FraudVote> votes;

  /**
   * @param votes every label, in any order
   */
  Past(FraudSettings settings, List<FraudVote> votes) {
    for (Party party : Party.values()) {
      stages.put(party, new HistoryStage(party, settings));
      histories.put(party, new HashMap<>());
    }
    this.votes =
        new ArrayDeque<>(
            votes.stream().sorted(Comparator.comparingLong(FraudVote::labelledAt)).toList());
  }

  /**
   * Fills the row of the next transaction.
   *
   * @return false if its event id has been there: then nothing happens
   */
  boolean pass(FraudRequest request) {
    Payment payment = request.event().payment();
    tellUpTo(payment.occurredAt());
    LabelStep step = event(request.eventId()).payment(PaymentKeys.of(payment));
    if (step.kind() == LabelStep.Kind.REPEATED) {
      return false;
    }
    events.put(request.eventId(), step.memory());
    for (Party party : Party.values()) {
      fill(party, payment, request.row());
    }
    // a label from before its payment must not be seen by the payment itself
    step.labels().forEach(this::fold);
    return true;
  }

  private void fill(Party party, Payment payment, float[] row) {
    HistoryStage stage = stage(party);
    @Nullable String key = HistoryStage.key(party, payment);
    if (key == null) {
      stage.missing(payment, row);
    } else {
      history(party).compute(key, (k, known) -> stage.payment(payment, known, row));
    }
  }

  /** Tells the labels that are left, which no transaction saw. */
  void end() {
    tellUpTo(Long.MAX_VALUE);
  }

  /** What holds of a transaction by its labels. */
  Truth truth(String eventId) {
    @Nullable FraudVote holds = event(eventId).holds();
    return holds == null ? Truth.UNKNOWN : holds.fraud() ? Truth.FRAUD : Truth.GENUINE;
  }

  /** Labelled events whose transaction has not been there. */
  long unknownEvents() {
    return events.values().stream().filter(event -> event.keys() == null).count();
  }

  private void tellUpTo(long time) {
    while (!votes.isEmpty() && votes.element().labelledAt() <= time) {
      FraudVote vote = votes.remove();
      LabelStep step = event(vote.eventId()).vote(vote);
      events.put(vote.eventId(), step.memory());
      step.labels().forEach(this::fold);
    }
  }

  private void fold(PartyLabel label) {
    history(label.party())
        .compute(
            label.key(),
            (k, known) ->
                stage(label.party())
                    .label(label.occurredAt(), label.knownAt(), label.fraud(), known));
  }

  private LabelMemory event(String id) {
    return events.getOrDefault(id, LabelMemory.empty());
  }

  private HistoryStage stage(Party party) {
    return java.util.Objects.requireNonNull(stages.get(party));
  }

  private Map<String, byte[]> history(Party party) {
    return java.util.Objects.requireNonNull(histories.get(party));
  }
}
