package dev.weir.retrain.learning.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.retrain.learning.SimulatedFraud;
import dev.weir.retrain.learning.SimulatedLabels;
import dev.weir.retrain.learning.snapshot.Intake;
import dev.weir.schemas.Erasure;
import dev.weir.schemas.ErasureSubject;
import dev.weir.schemas.FraudVerdict;
import dev.weir.schemas.LabelledExample;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PaymentIntakeTest {
  private static final Path MODEL = Path.of("../../models/weir-fraud/1.0.0");
  private static final SimulatedFraud STREAM = new SimulatedFraud(MODEL, 3, 12, 100);
  private static final Duration DELAY = Duration.ofDays(7);

  private final Intake.Counter counter = new Intake.Counter();
  private final Topics topics = new Topics();

  @Test
  void intake_ofAStream_takesWhatIsOlderThanTheDelay() throws IOException {
    List<PaymentRow> rows = take(examples -> examples);

    Instant now = STREAM.payments().get(STREAM.payments().size() - 1).event().getOccurredAt();
    long matured = now.minus(DELAY).toEpochMilli();
    Set<String> old =
        STREAM.payments().stream()
            .filter(paid -> paid.event().getOccurredAt().toEpochMilli() < matured)
            .map(paid -> paid.event().getEventId())
            .collect(Collectors.toSet());
    assertThat(rows).extracting(PaymentRow::eventId).containsExactlyInAnyOrderElementsOf(old);
    assertThat(rows).isSortedAccordingTo((a, b) -> Long.compare(a.occurredAt(), b.occurredAt()));
    Set<String> frauds =
        STREAM.payments().stream()
            .filter(paid -> paid.fraud())
            .map(paid -> paid.event().getEventId())
            .collect(Collectors.toSet());
    assertThat(rows).allMatch(row -> row.fraud() == frauds.contains(row.eventId()));
    assertThat(leftOut()).containsKeys(Intake.YOUNG, Intake.YOUNG_UNLABELLED);
  }

  @Test
  void intake_ofALabelThatIsHeldBack_leavesThePaymentOut() throws IOException {
    List<PaymentRow> rows = take(examples -> List.of());

    assertThat(rows).noneMatch(PaymentRow::labelled).isNotEmpty();
    Set<String> labelled = new HashSet<>();
    STREAM.examples((eventId, example) -> labelled.add(eventId));
    assertThat(rows).noneMatch(row -> labelled.contains(row.eventId()));
    assertThat(leftOut()).containsEntry(Intake.HELD_BACK, labelled.size());
  }

  @Test
  void intake_ofErasedCards_leavesTheirPaymentsOut() throws IOException {
    List<PaymentRow> all = take(examples -> examples);
    PaymentRow labelled = all.stream().filter(PaymentRow::labelled).findFirst().orElseThrow();
    PaymentRow other =
        all.stream()
            .filter(row -> !row.labelled() && !row.cardId().equals(labelled.cardId()))
            .findFirst()
            .orElseThrow();
    topics.erasures.addAll(List.of(erasure(labelled), erasure(other)));

    List<PaymentRow> rows = take(examples -> examples);

    for (PaymentRow erased : List.of(labelled, other)) {
      assertThat(all).anyMatch(row -> isErased(row, erased));
      assertThat(rows).noneMatch(row -> isErased(row, erased));
      assertThat(rows).anyMatch(row -> row.cardId().equals(erased.cardId()));
    }
    assertThat(leftOut()).containsKey(Intake.ERASED);
  }

  private static boolean isErased(PaymentRow row, PaymentRow erased) {
    return row.cardId().equals(erased.cardId()) && row.occurredAt() <= erased.occurredAt();
  }

  private static Erasure erasure(PaymentRow row) {
    return new Erasure(
        "e-" + row.eventId(),
        Instant.ofEpochMilli(row.occurredAt()),
        ErasureSubject.CARD,
        row.cardId(),
        "tests",
        null);
  }

  @Test
  void intake_ofExamplesWithoutAVerdict_saysWhy() throws IOException {
    topics.change = example -> LabelledExample.newBuilder(example).setVerdict(null).build();
    assertThat(take(examples -> examples)).noneMatch(PaymentRow::labelled);
    assertThat(leftOut()).containsKey(Intake.NO_VERDICT);

    topics.change =
        example -> LabelledExample.newBuilder(example).setVerdict(null).setEvent(null).build();
    take(examples -> examples);
    assertThat(leftOut()).containsKey(Intake.ERASED);
  }

  @Test
  void intake_ofAPaymentFromTheFuture_doesNotMakeTheOthersOld() throws IOException {
    FraudVerdict last = SimulatedFraud.verdict(STREAM.payments().get(0));
    topics.more.add(
        FraudVerdict.newBuilder(last)
            .setEventId("t-future")
            .setOccurredAt(last.getOccurredAt().plus(Duration.ofDays(900)))
            .build());

    int rows = take(examples -> examples).size();

    topics.more.clear();
    assertThat(rows).isEqualTo(take(examples -> examples).size());
  }

  private List<PaymentRow> take(UnaryOperator<List<LabelledExample>> guard) throws IOException {
    return PaymentIntake.of(topics, new PaymentIntake.Settings(DELAY, 100_000), guard, counter)
        .rows();
  }

  private Map<String, Integer> leftOut() {
    return counter.done(0, 0, Map.of()).leftOut();
  }

  /** The stream's topics, changed. */
  private static final class Topics implements PaymentInbox {
    final List<Erasure> erasures = new ArrayList<>();
    final List<FraudVerdict> more = new ArrayList<>();
    UnaryOperator<LabelledExample> change = example -> example;

    @Override
    public List<Erasure> erasures() {
      return erasures;
    }

    @Override
    public void examples(ExampleSink sink) {
      SimulatedLabels.of(20, 1).forEach(text -> sink.take(text.getEventId(), text));
      STREAM.examples(
          (eventId, example) -> {
            if (example != null) {
              sink.take(eventId, change.apply(example));
            }
          });
    }

    @Override
    public void verdicts(Consumer<FraudVerdict> sink) {
      STREAM.verdicts(sink);
      more.forEach(sink);
    }
  }
}
