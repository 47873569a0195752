package dev.weir.scoring.fraud;

import java.util.Arrays;

/**
 * The columns that come from the history of a terminal, a merchant or a device; each source has
 * those of them that {@link FraudFeature} names for it. Not thread-safe.
 */
final class PartyFeatures {
  private static final double PRIOR_RISK = 0.01;

  private final long labelDelay;
  private final WindowSweep sweep;
  private final PartyFraudRuns runs;
  private final DelayedWindow[] delayed;
  private final int sinceLast;
  private final int amountToMean;
  private final int high7d;
  private final int risk;
  private final int frauds30d;
  private final int learned30d;
  private final int sinceFraud;
  private final int[] own;

  private record DelayedWindow(long length, int count, int risk) {}

  /**
   * @param source what its columns begin with: {@code terminal}, {@code merchant}, {@code device}
   */
  PartyFeatures(String source, long labelDelay) {
    this.labelDelay = labelDelay;
    sweep = new WindowSweep(WindowColumns.of(source, "cards"));
    runs = new PartyFraudRuns(source, labelDelay);
    delayed =
        new DelayedWindow[] {
          delayed(source, "1d", Windows.DAY),
          delayed(source, "7d", Windows.DAYS_7),
          delayed(source, "30d", Windows.DAYS_30)
        };
    sinceLast = WindowColumns.column(source + "_since_last");
    amountToMean = WindowColumns.column(source + "_amount_to_mean");
    high7d = WindowColumns.column(source + "_high_7d");
    risk = WindowColumns.column(source + "_risk");
    frauds30d = WindowColumns.column(source + "_frauds_30d");
    learned30d = WindowColumns.column(source + "_frauds_learned_30d");
    sinceFraud = WindowColumns.column(source + "_since_fraud");
    own =
        Arrays.stream(FraudFeature.values())
            .filter(feature -> feature.column().startsWith(source + "_"))
            .mapToInt(FraudFeature::index)
            .toArray();
  }

  private static DelayedWindow delayed(String source, String name, long length) {
    return new DelayedWindow(
        length,
        WindowColumns.column(source + "_delayed_count_" + name),
        WindowColumns.column(source + "_delayed_risk_" + name));
  }

  /** Nothing is known: all columns are missing. */
  void missing(float[] row) {
    for (int column : own) {
      row[column] = Float.NaN;
    }
  }

  /** Adds the payment to the history and fills the columns. */
  void add(Payment payment, PartyHistory party, float ratio, float[] row) {
    AmountLog log = party.payments;
    long now = payment.occurredAt();
    int at = log.add(now, payment.amount(), Keys.hash(payment.cardId()), ratio);
    sweep.fill(log, at, row);
    habit(log, at, row);
    for (DelayedWindow window : delayed) {
      if (window.count >= 0) {
        delayed(party, at, window, row);
      }
    }
    frauds(party, at, row);
    runs.fill(party, at, row);
  }

  private void habit(AmountLog log, int at, float[] row) {
    long now = log.time(at);
    long count = 0;
    long sum = 0;
    int high = 0;
    for (int i = at - 1; i >= 0 && log.time(i) > now - Windows.DAYS_30; i--) {
      count += log.count(i);
      sum = AmountLog.saturatedSum(sum, log.sum(i));
      if (log.time(i) > now - Windows.DAYS_7 && log.ratio(i) > CardFeatures.HIGH) {
        high++;
      }
    }
    double mean = (double) sum / count;
    row[amountToMean] = sum > 0 ? (float) (log.sum(at) / mean) : Float.NaN;
    row[sinceLast] = at == 0 ? Float.NaN : (float) CardFeatures.seconds(now - log.time(at - 1));
    row[high7d] = high;
  }

  private void delayed(PartyHistory party, int at, DelayedWindow window, float[] row) {
    long now = party.payments.time(at);
    long to = now - labelDelay;
    long from = to - window.length;
    long count = 0;
    for (int i = at; i >= 0 && party.payments.time(i) > from; i--) {
      count += party.payments.time(i) <= to ? party.payments.count(i) : 0;
    }
    int frauds = 0;
    for (int i = 0; i < party.frauds.size(); i++) {
      long time = party.frauds.time(i);
      frauds +=
          time > from && time <= to && party.frauds.isKnown(i, now) ? party.frauds.count(i) : 0;
    }
    row[window.count] = count;
    row[window.risk] = count == 0 ? 0 : Math.min(1, (float) frauds / count);
  }

  private void frauds(PartyHistory party, int at, float[] row) {
    AmountLog log = party.payments;
    FraudLog frauds = party.frauds;
    long now = log.time(at);
    long from = now - labelDelay - Windows.DAYS_30;
    long labelled = 0;
    for (int i = at; i >= 0 && log.time(i) > from; i--) {
      labelled += log.time(i) <= now - labelDelay ? log.count(i) : 0;
    }
    int known = 0;
    int recent = 0;
    int learned = 0;
    float since = Float.NaN;
    for (int i = 0; i < frauds.size(); i++) {
      if (!frauds.isKnown(i, now)) {
        continue;
      }
      long time = frauds.time(i);
      known += time > from ? frauds.count(i) : 0;
      labelled += time > now - labelDelay ? frauds.count(i) : 0;
      recent += time > now - Windows.DAYS_30 ? frauds.count(i) : 0;
      learned += frauds.knownAt(i) > now - Windows.DAYS_30 ? frauds.count(i) : 0;
      since = (float) CardFeatures.seconds(now - time);
    }
    row[risk] = (float) Math.min(1, (known + PRIOR_RISK) / (labelled + 1));
    row[frauds30d] = recent;
    row[learned30d] = learned;
    row[sinceFraud] = since;
  }
}
