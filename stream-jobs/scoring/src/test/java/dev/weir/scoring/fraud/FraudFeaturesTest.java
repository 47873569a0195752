package dev.weir.scoring.fraud;

import static dev.weir.scoring.fraud.FraudFeature.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Values worked out by hand. */
class FraudFeaturesTest {
  private static final long MONDAY_NOON = Instant.parse("2026-03-02T12:00:00Z").toEpochMilli();

  private final FraudReplay replay = new FraudReplay(FraudSettings.defaults());

  private static long after(Duration time) {
    return MONDAY_NOON + time.toMillis();
  }

  private static long days(double days) {
    return MONDAY_NOON + Math.round(days * Windows.DAY);
  }

  private Payment payment(long time, double amount, String card, String terminal) {
    return Payment.of(time, Math.round(amount * Payment.UNIT), card, terminal);
  }

  private float[] pay(long time, double amount, String card, String terminal) {
    return replay.next(payment(time, amount, card, terminal));
  }

  private void fraud(long time, double amount, String card, String terminal, long knownAt) {
    Payment payment = payment(time, amount, card, terminal);
    replay.next(payment);
    replay.label(payment, knownAt, true);
  }

  private static float of(float[] row, FraudFeature feature) {
    return row[feature.index()];
  }

  @Test
  void firstPayment_ofACard_hasCountsOfOneAndNoHabit() {
    float[] row = pay(MONDAY_NOON, 12.5, "a", "t");

    assertThat(of(row, AMOUNT)).isEqualTo(12.5f);
    assertThat(of(row, HOUR)).isEqualTo(12);
    assertThat(of(row, IS_NIGHT)).isZero();
    assertThat(of(row, IS_WEEKEND)).isZero();
    assertThat(of(row, CARD_COUNT_10M)).isEqualTo(1);
    assertThat(of(row, CARD_COUNT_30D)).isEqualTo(1);
    assertThat(of(row, CARD_MEAN_30D)).isEqualTo(12.5f);
    assertThat(of(row, CARD_SPREAD_30D)).isNaN();
    assertThat(of(row, CARD_AMOUNT_TO_MEDIAN)).isNaN();
    assertThat(of(row, CARD_SINCE_LAST)).isNaN();
    assertThat(of(row, PAIR_IS_NEW)).isNaN();
    assertThat(of(row, TERMINAL_COUNT_1H)).isEqualTo(1);
    assertThat(of(row, TERMINAL_DELAYED_RISK_7D)).isZero();
    assertThat(of(row, MERCHANT_COUNT_1D)).isNaN();
    assertThat(of(row, DEVICE_FRAUDS_30D)).isNaN();
    assertThat(of(row, CARD_SPEED)).isNaN();
  }

  @Test
  void nightAndWeekend_atTheirEdges_areThoseOfTheHandbook() {
    long sunday = Instant.parse("2026-03-01T06:59:59Z").toEpochMilli();

    assertThat(of(pay(sunday, 1, "a", "t"), IS_NIGHT)).isEqualTo(1);
    assertThat(of(pay(sunday, 1, "a", "t"), IS_WEEKEND)).isEqualTo(1);
    assertThat(of(pay(sunday + 1000, 1, "a", "t"), IS_NIGHT)).isZero();
  }

  @Test
  void cardWindow_paymentExactlyAWindowAgo_hasLeftIt() {
    pay(MONDAY_NOON, 10, "a", "t");
    pay(MONDAY_NOON + 1, 20, "a", "t");

    float[] row = pay(days(1), 40, "a", "u");

    assertThat(of(row, CARD_COUNT_1D)).isEqualTo(2);
    assertThat(of(row, CARD_SUM_1D)).isEqualTo(60);
    assertThat(of(row, CARD_MEAN_1D)).isEqualTo(30);
    assertThat(of(row, CARD_COUNT_7D)).isEqualTo(3);
    assertThat(of(row, CARD_TERMINALS_7D)).isEqualTo(2);
    assertThat(of(row, CARD_TERMINALS_1H)).isEqualTo(1);
  }

  @Test
  void habit_ofEarlierPayments_isRobust() {
    pay(after(Duration.ofHours(1)), 10, "a", "t");
    pay(after(Duration.ofHours(2)), 12, "a", "t");
    pay(after(Duration.ofHours(3)), 14, "a", "u");
    pay(after(Duration.ofHours(4)), 100, "a", "u"); // an outlier

    float[] row = pay(after(Duration.ofHours(5)), 39, "a", "v");

    assertThat(of(row, CARD_AMOUNT_TO_MEDIAN)).isEqualTo(3); // median 13
    assertThat(of(row, CARD_AMOUNT_TO_MEAN)).isEqualTo(39 / 34f); // mean 34
    assertThat(of(row, CARD_AMOUNT_TO_MAX)).isEqualTo(0.39f);
    // distances from 13: 1, 1, 3, 87; their median 2
    assertThat(of(row, CARD_AMOUNT_Z)).isCloseTo((float) (26 / (1.4826 * 2)), within(1e-5f));
    assertThat(of(row, CARD_HIGH_1D)).isEqualTo(1);
    assertThat(of(row, CARD_HIGH_RATIO_14D)).isEqualTo(100 / 13f);
    assertThat(of(row, CARD_SINCE_HIGH)).isEqualTo(3600);
    assertThat(of(row, CARD_AMOUNT_TO_LIFE_MEAN)).isEqualTo(39 / 34f);
    assertThat(of(row, CARD_SPREAD_7D)).isCloseTo(38.2f, within(0.01f)); // of 10 12 14 100 39
    assertThat(of(row, PAIR_IS_NEW)).isEqualTo(1);
  }

  @Test
  void pair_metBefore_isNotNew() {
    pay(MONDAY_NOON, 10, "a", "t");
    pay(days(1), 10, "a", "u");

    float[] row = pay(days(2), 10, "a", "t");

    assertThat(of(row, PAIR_COUNT_30D)).isEqualTo(1);
    assertThat(of(row, PAIR_IS_NEW)).isZero();
    assertThat(of(row, PAIR_SINCE_LAST)).isEqualTo(2 * 86_400f);
  }

  @Test
  void delayedWindow_endsOneDelayAgo_bothEdges() {
    pay(MONDAY_NOON, 1, "a", "t"); // exactly 8 days before: has left the day
    fraud(MONDAY_NOON + 1, 1, "b", "t", days(3));
    pay(days(1), 1, "c", "t"); // exactly 7 days before: still inside
    pay(days(1) + 1, 1, "d", "t"); // not old enough

    float[] row = pay(days(8), 1, "e", "t");

    assertThat(of(row, TERMINAL_DELAYED_COUNT_1D)).isEqualTo(2);
    assertThat(of(row, TERMINAL_DELAYED_RISK_1D)).isEqualTo(0.5f);
    assertThat(of(row, TERMINAL_DELAYED_COUNT_7D)).isEqualTo(3);
    assertThat(of(row, TERMINAL_COUNT_7D)).isEqualTo(2);
    assertThat(of(row, TERMINAL_CARDS_30D)).isEqualTo(5);
  }

  @Test
  void label_beforeItIsKnown_isNotSeen() {
    fraud(MONDAY_NOON, 1, "a", "t", days(7));

    float[] before = pay(days(7) - 1, 1, "b", "t");
    float[] then = pay(days(7), 1, "b", "t");

    assertThat(of(before, TERMINAL_FRAUDS_30D)).isZero();
    assertThat(of(before, TERMINAL_SINCE_FRAUD)).isNaN();
    assertThat(of(then, TERMINAL_FRAUDS_30D)).isEqualTo(1);
    assertThat(of(then, TERMINAL_SINCE_FRAUD)).isEqualTo(7 * 86_400f);
    assertThat(of(then, TERMINAL_RISK)).isEqualTo(1.01f / 2);
  }

  @Test
  void label_afterAMonth_isSeenAsLearned() {
    fraud(MONDAY_NOON, 1, "a", "t", days(40));

    float[] row = pay(days(41), 1, "a", "t");

    assertThat(of(row, TERMINAL_FRAUDS_30D)).isZero();
    assertThat(of(row, TERMINAL_FRAUDS_LEARNED_30D)).isEqualTo(1);
    assertThat(of(row, CARD_FRAUDS_LEARNED_30D)).isEqualTo(1);
    assertThat(of(row, CARD_SINCE_FRAUD)).isEqualTo(41 * 86_400f);
  }

  @Test
  void fraudRun_endsWithAGenuinePayment() {
    fraud(days(0), 5, "a", "t", days(7));
    pay(days(1), 5, "b", "t"); // genuine: ends what was before
    fraud(days(2), 5, "c", "t", days(9));
    fraud(days(3), 5, "d", "t", days(10));

    float[] row = pay(days(10), 5, "e", "t");

    assertThat(of(row, TERMINAL_FRAUD_RUN)).isEqualTo(2);
    assertThat(of(row, TERMINAL_FRAUD_RUN_AGE)).isEqualTo(8 * 86_400f);
    assertThat(of(row, TERMINAL_GENUINE_SINCE_FRAUD)).isZero();

    pay(days(10) + 1, 5, "f", "t");
    float[] later = pay(days(17) + 1, 5, "e", "t"); // two payments have become genuine
    assertThat(of(later, TERMINAL_GENUINE_SINCE_FRAUD)).isEqualTo(2);
    assertThat(of(later, TERMINAL_FRAUD_RUN)).isEqualTo(2);
  }

  @Test
  void quietFraud_isOneThatFitsTheCard() {
    pay(days(-1), 10, "loud", "x");
    pay(days(-1), 10, "quiet", "x");
    fraud(days(0), 50, "loud", "t", days(7));
    fraud(days(1), 12, "quiet", "t", days(8));

    float[] row = pay(days(8), 5, "e", "t");

    assertThat(of(row, TERMINAL_FRAUDS_30D)).isEqualTo(2);
    assertThat(of(row, TERMINAL_QUIET_FRAUDS_30D)).isEqualTo(1);
    assertThat(of(row, TERMINAL_QUIET_FRAUD_AGE)).isEqualTo(7 * 86_400f);
    assertThat(of(row, TERMINAL_GENUINE_SINCE_QUIET_FRAUD)).isZero();
  }

  @Test
  void labelTakenBack_isForgotten() {
    FraudFeatures features = new FraudFeatures(FraudSettings.defaults());
    PartyHistory terminal = features.newParty();
    features.label(MONDAY_NOON, MONDAY_NOON, true, terminal);
    features.label(MONDAY_NOON, MONDAY_NOON + 5, false, terminal);

    float[] row = new float[FraudFeature.count()];
    features.terminal(payment(days(1), 1, "a", "t"), terminal, row);

    assertThat(of(row, TERMINAL_FRAUDS_30D)).isZero();
  }

  @Test
  void places_giveDistanceAndSpeed() {
    Payment berlin = at(MONDAY_NOON, 52.52, 13.405);
    Payment munich = at(after(Duration.ofHours(2)), 48.137, 11.575);
    replay.next(berlin);

    float[] row = replay.next(munich);

    assertThat(of(row, CARD_DISTANCE_LAST)).isCloseTo(504.4f, within(0.5f));
    assertThat(of(row, CARD_SPEED)).isCloseTo(252.2f, within(0.3f));
    assertThat(of(row, CARD_DISTANCE_HOME)).isCloseTo(504.4f, within(0.5f));
    float[] late = replay.next(at(after(Duration.ofHours(1)), 50, 12));
    assertThat(of(late, CARD_DISTANCE_LAST)).isNaN();
  }

  private static Payment at(long time, double latitude, double longitude) {
    return new Payment(time, 10_000, "a", "t", "m", "d", true, false, latitude, longitude);
  }

  @Test
  void row_everyColumn_isWritten() {
    FraudFeatures features = new FraudFeatures(FraudSettings.defaults());
    float[] row = new float[FraudFeature.count()];
    Arrays.fill(row, -4711);
    Payment payment = at(MONDAY_NOON, 50, 12);
    features.card(payment, new CardHistory(), row);
    features.terminal(payment, features.newParty(), row);
    features.merchant(payment, features.newParty(), row);
    features.device(payment, null, row);

    for (FraudFeature feature : FraudFeature.values()) {
      assertThat(row[feature.index()]).as(feature.column()).isNotEqualTo(-4711);
    }
  }

  @Test
  void absurdAmounts_overflowNothing() {
    Payment huge = Payment.of(MONDAY_NOON, Long.MAX_VALUE, "a", "t");
    replay.next(huge);
    replay.next(Payment.of(MONDAY_NOON + 1, Long.MAX_VALUE, "a", "t"));
    float[] row = replay.next(Payment.of(MONDAY_NOON + 2, -1, "a", "t"));

    assertThat(of(row, CARD_SUM_1D)).isPositive();
    assertThat(of(row, CARD_COUNT_1D)).isEqualTo(3);
  }
}
