package dev.weir.scoring.fraud;

import static dev.weir.scoring.fraud.FraudFeature.*;

import java.util.Arrays;

/** The columns that come from the history of the card. Not thread-safe. */
final class CardFeatures {
  /** From here on, against the median, an amount is high. */
  static final double HIGH = 2.5;

  /** MAD of a normal distribution times this is its standard deviation. */
  private static final double MAD_TO_DEVIATION = 1.4826;

  private final WindowSweep sweep = new WindowSweep(WindowColumns.of("card", "terminals"));
  private final CardPlaces places = new CardPlaces();
  private final double[] sorted = new double[CardHistory.MAX_PAYMENTS];

  /** Adds the payment to the history and fills the columns. */
  void add(Payment payment, CardHistory card, float[] row) {
    AmountLog log = card.payments;
    long now = payment.occurredAt();
    int terminal = Keys.hash(payment.terminalId());
    int at = log.add(now, payment.amount(), terminal, Float.NaN);
    card.firstAt = Math.min(card.firstAt, now);

    sweep.fill(log, at, row);
    set(row, CARD_AGE, (double) (now - card.firstAt) / Windows.DAY);
    set(row, CARD_SINCE_LAST, at == 0 ? Double.NaN : seconds(now - log.time(at - 1)));
    set(row, CARD_PACE_1D, 30.0 * row[CARD_COUNT_1D.index()] / row[CARD_COUNT_30D.index()]);
    set(row, CARD_MEAN_DRIFT, ratio(row[CARD_MEAN_7D.index()], row[CARD_MEAN_30D.index()]));
    againstHabit(log, at, payment.amount(), row);
    againstLife(card, at, payment.amount(), row);
    pair(log, at, terminal, row);
    frauds(card.frauds, now, row);
    places.fill(payment, card, row);
  }

  /** The earlier payments of 30 days: mean, median, greatest, spread around the median. */
  private void againstHabit(AmountLog log, int at, long amount, float[] row) {
    long now = log.time(at);
    int n = 0;
    long count = 0;
    long sum = 0;
    for (int i = at - 1; i >= 0 && log.time(i) > now - Windows.DAYS_30; i--) {
      count += log.count(i);
      sum = AmountLog.saturatedSum(sum, log.sum(i));
      sorted[n++] = log.mean(i);
    }
    Arrays.sort(sorted, 0, n);
    double median = n == 0 ? Double.NaN : middle(n);
    double greatest = n == 0 ? Double.NaN : sorted[n - 1];
    set(row, CARD_AMOUNT_TO_MEAN, ratio((double) amount, (double) sum / count));
    set(row, CARD_AMOUNT_TO_MEDIAN, ratio((double) amount, median));
    set(row, CARD_AMOUNT_TO_MAX, ratio((double) amount, greatest));
    for (int i = 0; i < n; i++) {
      sorted[i] = Math.abs(sorted[i] - median);
    }
    Arrays.sort(sorted, 0, n);
    double least = Math.max(Math.abs(median) / 100, Payment.UNIT / 100);
    double deviation = n == 0 ? Double.NaN : Math.max(least, MAD_TO_DEVIATION * middle(n));
    set(row, CARD_AMOUNT_Z, (amount - median) / deviation);
    highs(log, at, median, row);
  }

  private void highs(AmountLog log, int at, double median, float[] row) {
    long now = log.time(at);
    double high = median > 0 ? HIGH * median : Double.POSITIVE_INFINITY;
    int day = 0;
    int week = 0;
    int fortnight = 0;
    double greatest = Double.NaN;
    double since = Double.NaN;
    for (int i = at - 1; i >= 0 && log.time(i) > now - Windows.DAYS_30; i--) {
      long age = now - log.time(i);
      double mean = log.mean(i);
      boolean isHigh = mean > high;
      if (isHigh && Double.isNaN(since)) {
        since = seconds(age);
      }
      if (age < Windows.DAYS_14) {
        int n = isHigh ? log.count(i) : 0;
        day += age < Windows.DAY ? n : 0;
        week += age < Windows.DAYS_7 ? n : 0;
        fortnight += n;
        greatest = Double.isNaN(greatest) ? mean : Math.max(greatest, mean);
      }
    }
    set(row, CARD_HIGH_1D, day);
    set(row, CARD_HIGH_7D, week);
    set(row, CARD_HIGH_14D, fortnight);
    set(row, CARD_HIGH_RATIO_14D, ratio(greatest, median));
    set(row, CARD_SINCE_HIGH, since);
  }

  /** All earlier payments: what stands in the log behind this one is taken out again. */
  private static void againstLife(CardHistory card, int at, long amount, float[] row) {
    AmountLog log = card.payments;
    long count = card.lifeCount;
    long sum = card.lifeSum;
    long logSum = card.lifeLogSum;
    long logSquares = card.lifeLogSquares;
    for (int i = at + 1; i < log.size(); i++) {
      long logAmount = logAmount(log.mean(i));
      count -= log.count(i);
      sum -= log.sum(i);
      logSum -= log.count(i) * logAmount;
      logSquares -= log.count(i) * logAmount * logAmount;
    }
    double mean = count < 1 ? Double.NaN : (double) sum / count;
    set(row, CARD_LIFE_MEAN, mean / Payment.UNIT);
    set(row, CARD_AMOUNT_TO_LIFE_MEAN, ratio((double) amount, mean));
    double logMean = (double) logSum / count;
    double variance = (logSquares - logMean * logSum) / (count - 1);
    long own = logAmount((double) amount);
    set(
        row,
        CARD_LOG_AMOUNT_Z,
        count < 2 || !(variance > 0) ? Double.NaN : (own - logMean) / Math.sqrt(variance));
    card.lifeCount++;
    card.lifeSum = AmountLog.saturatedSum(card.lifeSum, amount);
    card.lifeLogSum += own;
    card.lifeLogSquares += own * own;
  }

  private static void pair(AmountLog log, int at, int terminal, float[] row) {
    long now = log.time(at);
    int count = 0;
    boolean any = false;
    double since = Double.NaN;
    for (int i = at - 1; i >= 0 && log.time(i) > now - Windows.DAYS_30; i--) {
      any = true;
      if (log.party(i) == terminal) {
        count++;
        since = Double.isNaN(since) ? seconds(now - log.time(i)) : since;
      }
    }
    set(row, PAIR_COUNT_30D, count);
    set(row, PAIR_IS_NEW, !any ? Double.NaN : count == 0 ? 1 : 0);
    set(row, PAIR_SINCE_LAST, since);
  }

  private static void frauds(FraudLog frauds, long now, float[] row) {
    int count = 0;
    int learned = 0;
    double since = Double.NaN;
    for (int i = 0; i < frauds.size(); i++) {
      if (frauds.isKnown(i, now)) {
        count += frauds.time(i) > now - Windows.DAYS_30 ? frauds.count(i) : 0;
        learned += frauds.knownAt(i) > now - Windows.DAYS_30 ? frauds.count(i) : 0;
        since = seconds(now - frauds.time(i));
      }
    }
    set(row, CARD_FRAUDS_30D, count);
    set(row, CARD_FRAUDS_LEARNED_30D, learned);
    set(row, CARD_SINCE_FRAUD, since);
  }

  /** ln(1 + amount) in 1024ths: whole, so that sums do not depend on an order. */
  private static long logAmount(double amount) {
    return Math.round(1024 * StrictMath.log1p(Math.max(0, amount) / Payment.UNIT));
  }

  private double middle(int n) {
    return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
  }

  private static double ratio(double value, double to) {
    return to > 0 ? value / to : Double.NaN;
  }

  static double seconds(long millis) {
    return millis / 1000.0;
  }

  private static void set(float[] row, FraudFeature feature, double value) {
    row[feature.index()] = (float) value;
  }
}
