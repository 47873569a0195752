package dev.weir.retrain.learning.fraud;

import dev.weir.retrain.learning.snapshot.ErasedParties;
import dev.weir.retrain.learning.snapshot.Intake;
import dev.weir.schemas.FraudVerdict;
import dev.weir.schemas.LabelVote;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.LabelledExample;
import dev.weir.schemas.ResolvedLabel;
import dev.weir.schemas.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Payments whose outcome is known: those with a label that may be learned from, and those that
 * nobody labelled within the label delay, which count as genuine. Held in memory are the labelled
 * ones and a bounded sample of the others. Confined to one thread.
 *
 * <p>What is now, the payments say: the newest one's time, or where that lies ahead of the job that
 * scored it, that job's.
 */
final class PaymentIntake {
  private static final String FRAUD = "fraud";

  private final Settings settings;
  private final ErasedParties erased;
  private final Intake.Counter counter;
  private final Map<String, LabelledExample> examples = new HashMap<>();
  private final Map<String, float[]> features = new HashMap<>();
  private long now = Long.MIN_VALUE;

  /**
   * What an intake depends on besides the topics.
   *
   * @param labelDelay after which a payment without a label counts as genuine
   * @param mostPayments without a label that are kept
   */
  record Settings(Duration labelDelay, int mostPayments) {}

  /**
   * What came in.
   *
   * @param rows in the order of time
   * @param examples labelled payments on the topic, used or not
   */
  record Taken(List<PaymentRow> rows, int examples) {}

  private PaymentIntake(Settings settings, ErasedParties erased, Intake.Counter counter) {
    this.settings = settings;
    this.erased = erased;
    this.counter = counter;
  }

  /**
   * Reads all topics.
   *
   * @param guard which of the labelled payments may be learned from, and with which labels
   * @param counter told of what is left out
   */
  static Taken of(
      PaymentInbox inbox,
      Settings settings,
      UnaryOperator<List<LabelledExample>> guard,
      Intake.Counter counter)
      throws IOException {
    return new PaymentIntake(settings, new ErasedParties(inbox.erasures()), counter)
        .read(inbox, guard);
  }

  private Taken read(PaymentInbox inbox, UnaryOperator<List<LabelledExample>> guard)
      throws IOException {
    inbox.examples(this::take);
    int came = examples.size();
    List<LabelledExample> usable = new ArrayList<>();
    for (LabelledExample example : examples.values()) {
      @Nullable String why = unusable(example);
      if (why == null) {
        usable.add(example);
      } else {
        counter.leaveOut(why);
      }
    }
    usable.sort(
        Comparator.comparing(LabelledExample::getOccurredAt)
            .thenComparing(LabelledExample::getEventId));
    List<LabelledExample> kept = guard.apply(usable);
    for (int i = kept.size(); i < usable.size(); i++) {
      counter.leaveOut(Intake.HELD_BACK);
    }
    List<PaymentRow> rows = new ArrayList<>();
    PaymentSample unlabelled = new PaymentSample(settings.mostPayments());
    inbox.verdicts(
        verdict -> {
          see(verdict);
          // a label that was held back does not make its payment a genuine one
          if (!examples.containsKey(verdict.getEventId())
              && !erased.holdsPayment(verdict.getCardId(), verdict.getOccurredAt())) {
            unlabelled.add(genuine(verdict));
          }
        });
    long matured = now - settings.labelDelay().toMillis();
    for (LabelledExample example : kept) {
      PaymentRow row = labelled(example);
      if (row.occurredAt() < matured) {
        rows.add(row);
      } else {
        counter.leaveOut(Intake.YOUNG);
      }
    }
    for (PaymentRow row : unlabelled.rows()) {
      if (row.occurredAt() < matured) {
        rows.add(row);
      } else {
        counter.leaveOut(Intake.YOUNG_UNLABELLED, row.weight());
      }
    }
    rows.sort(Comparator.comparingLong(PaymentRow::occurredAt).thenComparing(PaymentRow::eventId));
    return new Taken(rows, came);
  }

  /** Keeps an example of a payment; its features are kept as numbers, which take less. */
  private void take(String eventId, @Nullable LabelledExample example) {
    features.remove(eventId);
    if (example == null || label(example) == null) {
      examples.remove(eventId);
      return;
    }
    if (example.getVerdict() instanceof FraudVerdict verdict) {
      see(verdict);
      features.put(eventId, PaymentRow.features(verdict));
      FraudVerdict slim = FraudVerdict.newBuilder(verdict).setFeatures(Map.of()).build();
      examples.put(eventId, LabelledExample.newBuilder(example).setVerdict(slim).build());
    } else {
      examples.put(eventId, example);
    }
  }

  private void see(FraudVerdict verdict) {
    long at =
        Math.min(verdict.getOccurredAt().toEpochMilli(), verdict.getScoredAt().toEpochMilli());
    now = Math.max(now, at);
  }

  private @Nullable String unusable(LabelledExample example) {
    if (example.getVerdict() instanceof FraudVerdict verdict) {
      return erased.holdsPayment(verdict.getCardId(), verdict.getOccurredAt())
          ? Intake.ERASED
          : null;
    }
    return example.getEvent() == null ? Intake.ERASED : Intake.NO_VERDICT;
  }

  private static @Nullable ResolvedLabel label(LabelledExample example) {
    return example.getLabels().stream()
        .filter(label -> label.getTask() == Task.FRAUD)
        .findFirst()
        .orElse(null);
  }

  private PaymentRow labelled(LabelledExample example) {
    if (!(example.getVerdict() instanceof FraudVerdict verdict)) {
      throw new IllegalStateException("a labelled payment without a verdict was not left out");
    }
    @Nullable ResolvedLabel label = label(example);
    boolean fraud = label != null && label.getLabel().equals(FRAUD);
    boolean golden = false;
    long known = Long.MIN_VALUE;
    for (LabelVote vote : label == null ? List.<LabelVote>of() : label.getVotes()) {
      golden |= vote.getLabeler().getKind() == LabelerKind.GOLDEN;
      known = Math.max(known, vote.getLabelledAt().toEpochMilli());
    }
    long occurred = verdict.getOccurredAt().toEpochMilli();
    // after the delay it would have counted as genuine anyway
    long delayed = occurred + settings.labelDelay().toMillis();
    return new PaymentRow(
        verdict.getEventId(),
        verdict.getCardId(),
        occurred,
        fraud ? known : Math.min(known, delayed),
        true,
        fraud,
        golden,
        1,
        features.getOrDefault(verdict.getEventId(), new float[0]));
  }

  private PaymentRow genuine(FraudVerdict verdict) {
    long occurred = verdict.getOccurredAt().toEpochMilli();
    return new PaymentRow(
        verdict.getEventId(),
        verdict.getCardId(),
        occurred,
        occurred + settings.labelDelay().toMillis(),
        false,
        false,
        false,
        1,
        PaymentRow.features(verdict));
  }
}
