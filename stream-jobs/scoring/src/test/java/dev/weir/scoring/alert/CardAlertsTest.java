package dev.weir.scoring.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.schemas.Decision;
import dev.weir.schemas.FraudAlert;
import dev.weir.schemas.FraudReason;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.Severity;
import dev.weir.scoring.alert.AlertStep.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CardAlertsTest {

  private static final long NOW = 1_700_000_000_000L;
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = 24 * HOUR;

  private final CardAlerts alerts = new CardAlerts(AlertSettings.DEFAULT);
  private AlertMemory memory = AlertMemory.empty();

  @Test
  void risky_first_raisesAnAlertOfItsExpectedLoss() {
    FraudAlert alert = raised(risky("a", NOW, 100, 0.5f, Decision.REVIEW));

    assertThat(alert.getSeverity()).isEqualTo(Severity.MEDIUM);
    assertThat(alert.getEventIds()).containsExactly("a");
    assertThat(alert.getSuppressed()).isZero();
    assertThat(alert.getSuppressedUntil()).isEqualTo(Instant.ofEpochMilli(NOW + DAY));
    assertThat(alert.getAlertId()).matches("[0-9a-f-]{36}");
    assertThat(alert.getRisk()).isEqualTo(0.5f);
  }

  @Test
  void risky_moreWhileOneIsOpen_joinItWithoutAnAlertOfTheirOwn() {
    raised(risky("a", NOW, 30, 1, Decision.REVIEW));

    assertThat(step(risky("b", NOW + 1, 30, 1, Decision.REVIEW)).kind()).isEqualTo(Kind.SUPPRESSED);
    assertThat(step(risky("c", NOW + 2, 30, 1, Decision.REVIEW)).alert()).isNull();

    assertThat(memory.last().alert().getSuppressed()).isEqualTo(2);
    assertThat(memory.last().alert().getEventIds()).containsExactly("a", "b", "c");
    assertThat(memory.last().loss()).isEqualTo(90);
  }

  @Test
  void risky_lossesThatAddUp_writeTheSameCaseAgainWhenItIsGraver() {
    FraudAlert first = raised(risky("a", NOW, 200, 1, Decision.REVIEW));

    AlertStep second = step(risky("b", NOW + 5, 60, 1, Decision.REVIEW));

    assertThat(second.kind()).isEqualTo(Kind.UPDATED);
    assertThat(second.alert().getAlertId()).isEqualTo(first.getAlertId());
    assertThat(second.alert().getSeverity()).isEqualTo(Severity.HIGH);
    assertThat(second.alert().getEventId()).isEqualTo("b");
    assertThat(second.alert().getOpenedAt()).isEqualTo(first.getOpenedAt());
  }

  @Test
  void risky_firstDeclineOfACase_isWritten() {
    raised(risky("a", NOW, 1, 0.5f, Decision.REVIEW));

    assertThat(step(risky("b", NOW, 1, 0.9f, Decision.DECLINE)).kind()).isEqualTo(Kind.UPDATED);
    assertThat(step(risky("c", NOW, 1, 0.9f, Decision.DECLINE)).kind()).isEqualTo(Kind.SUPPRESSED);
  }

  @Test
  void risky_sameTransactionAgain_changesNothing() {
    raised(risky("a", NOW, 30, 1, Decision.REVIEW));
    AlertMemory before = memory;

    assertThat(step(risky("a", NOW + 9, 30, 1, Decision.REVIEW)).kind()).isEqualTo(Kind.IGNORED);
    assertThat(memory).isSameAs(before);
  }

  @Test
  void risky_afterTheGrouping_opensAnotherCase() {
    FraudAlert first = raised(risky("a", NOW, 30, 1, Decision.REVIEW));

    assertThat(step(risky("b", NOW + DAY - 1, 1, 1, Decision.REVIEW)).kind())
        .isEqualTo(Kind.SUPPRESSED);
    FraudAlert second = raised(risky("c", NOW + DAY, 30, 1, Decision.REVIEW));
    assertThat(second.getAlertId()).isNotEqualTo(first.getAlertId());
  }

  @Test
  void risky_refund_isNoLoss() {
    assertThat(raised(risky("a", NOW, -9_000, 1, Decision.REVIEW)).getSeverity())
        .isEqualTo(Severity.LOW);
  }

  @Test
  void labelled_genuine_closesTheCaseAndKeepsTheCardQuietForWhatIsNoGraver() {
    raised(risky("a", NOW, 100, 1, Decision.REVIEW));
    assertThat(label("a", false, NOW + HOUR).kind()).isEqualTo(Kind.CLOSED);

    long later = NOW + 6 * DAY;
    assertThat(step(risky("b", later, 200, 1, Decision.REVIEW)).kind()).isEqualTo(Kind.QUIET);
    assertThat(raised(risky("c", later, 300, 1, Decision.REVIEW)).getSeverity())
        .isEqualTo(Severity.HIGH);
  }

  @Test
  void labelled_genuine_isQuietForAWeek() {
    raised(risky("a", NOW, 100, 1, Decision.REVIEW));
    label("a", false, NOW);

    assertThat(step(risky("b", NOW + 7 * DAY - 1, 1, 1, Decision.REVIEW)).kind())
        .isEqualTo(Kind.QUIET);
    raised(risky("c", NOW + 7 * DAY, 1, 1, Decision.REVIEW));
  }

  @Test
  void labelled_fraud_raisesTheSeverityAndKeepsTheCaseOpen() {
    FraudAlert first = raised(risky("a", NOW, 1, 0.5f, Decision.REVIEW));
    assertThat(first.getSeverity()).isEqualTo(Severity.LOW);

    AlertStep step = label("a", true, NOW + 2 * DAY);

    assertThat(step.kind()).isEqualTo(Kind.UPDATED);
    assertThat(step.alert().getAlertId()).isEqualTo(first.getAlertId());
    assertThat(step.alert().getSeverity()).isEqualTo(Severity.HIGH);
    assertThat(step(risky("b", NOW + 31 * DAY, 1, 1, Decision.REVIEW)).kind())
        .isEqualTo(Kind.SUPPRESSED);
    assertThat(label("a", false, NOW + 31 * DAY).kind()).isEqualTo(Kind.IGNORED);
  }

  @Test
  void labelled_transactionOfNoCase_changesNothing() {
    assertThat(label("x", true, NOW).kind()).isEqualTo(Kind.IGNORED);
    raised(risky("a", NOW, 1, 0.5f, Decision.REVIEW));
    assertThat(label("x", false, NOW).kind()).isEqualTo(Kind.IGNORED);
  }

  @Test
  void reasons_ofACase_areTheWeightiestOfAllItsTransactions() {
    raised(risky("a", NOW, 1, 1, Decision.REVIEW, feature("amount", 1f), feature("hour", 0.2f)));
    step(risky("b", NOW, 1, 1, Decision.REVIEW, rule("burst"), feature("hour", 3f)));

    assertThat(memory.last().alert().getReasons())
        .containsExactly(rule("burst"), feature("hour", 3f), feature("amount", 1f));
  }

  @Test
  void bytes_anywhereInAStream_areTheSameMemory() {
    Random random = new Random(4);
    AlertMemory stored = AlertMemory.empty();
    List<Kind> kinds = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      long at = NOW + i * HOUR;
      stored = AlertBytes.read(AlertBytes.of(stored));
      AlertStep kept;
      AlertStep read;
      if (random.nextInt(6) == 0) {
        String id = "t-" + Math.max(0, i - random.nextInt(12));
        boolean fraud = random.nextInt(4) == 0;
        kept = alerts.labelled(memory, id, fraud, at);
        read = alerts.labelled(stored, id, fraud, at);
      } else {
        RiskyPayment payment =
            risky(
                "t-" + i,
                at,
                random.nextInt(400),
                random.nextFloat(),
                random.nextBoolean() ? Decision.REVIEW : Decision.DECLINE,
                feature("f" + random.nextInt(12), random.nextFloat()));
        kept = alerts.risky(memory, payment);
        read = alerts.risky(stored, payment);
      }
      assertThat(read).isEqualTo(kept);
      memory = kept.memory();
      stored = read.memory();
      kinds.add(kept.kind());
      assertThat(AlertBytes.of(memory).length).isLessThan(2_600);
    }
    assertThat(kinds).contains(Kind.values());
    assertThat(memory.last().alert().getEventIds()).hasSizeLessThanOrEqualTo(16);
  }

  @Test
  void bytes_ofAnotherVersionOrCutShort_areRefused() {
    raised(risky("a", NOW, 1, 1, Decision.REVIEW));
    byte[] bytes = AlertBytes.of(memory);
    byte[] cut = java.util.Arrays.copyOf(bytes, bytes.length - 1);
    bytes[0] = 2;

    assertThatThrownBy(() -> AlertBytes.read(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("version 2, this Weir reads 1");
    assertThatThrownBy(() -> AlertBytes.read(cut)).isInstanceOf(IllegalArgumentException.class);
  }

  private AlertStep step(RiskyPayment payment) {
    AlertStep step = alerts.risky(memory, payment);
    memory = step.memory();
    return step;
  }

  private FraudAlert raised(RiskyPayment payment) {
    AlertStep step = step(payment);
    assertThat(step.kind()).isEqualTo(Kind.RAISED);
    return step.alert();
  }

  private AlertStep label(String eventId, boolean fraud, long at) {
    AlertStep step = alerts.labelled(memory, eventId, fraud, at);
    memory = step.memory();
    return step;
  }

  private static FraudReason feature(String name, float contribution) {
    return new FraudReason("feature.contribution", null, null, name, contribution, name + " is 1");
  }

  private static FraudReason rule(String name) {
    return new FraudReason("card." + name, "fraud", name, null, null, null);
  }

  private static RiskyPayment risky(
      String id, long at, double amount, float risk, Decision decision, FraudReason... reasons) {
    return new RiskyPayment(
        id,
        "v-" + id,
        "card",
        at,
        at,
        amount,
        risk,
        decision,
        List.of(reasons),
        new ModelRef("m", "1", "d"),
        "fraud@1",
        at + 5);
  }
}
