package dev.weir.scoring.fraud;

/**
 * The columns about runs of fraud: a terminal that was tampered with yields fraud after fraud until
 * it is replaced, while a stolen card leaves a single one between genuine payments. A fraud is
 * <em>quiet</em> if its amount was no surprise for its card; then it says more about the terminal
 * than about the card. Thread-safe.
 */
final class PartyFraudRuns {
  private static final float QUIET = 2;

  private final long labelDelay;
  private final int genuineSinceFraud;
  private final int run;
  private final int runAge;
  private final int quietFrauds;
  private final int quietAge;
  private final int genuineSinceQuiet;

  PartyFraudRuns(String source, long labelDelay) {
    this.labelDelay = labelDelay;
    genuineSinceFraud = WindowColumns.column(source + "_genuine_since_fraud");
    run = WindowColumns.column(source + "_fraud_run");
    runAge = WindowColumns.column(source + "_fraud_run_age");
    quietFrauds = WindowColumns.column(source + "_quiet_frauds_30d");
    quietAge = WindowColumns.column(source + "_quiet_fraud_age");
    genuineSinceQuiet = WindowColumns.column(source + "_genuine_since_quiet_fraud");
  }

  void fill(PartyHistory party, int at, float[] row) {
    if (run < 0) {
      return;
    }
    row[genuineSinceFraud] = Float.NaN;
    row[run] = 0;
    row[runAge] = Float.NaN;
    row[quietFrauds] = 0;
    row[quietAge] = Float.NaN;
    row[genuineSinceQuiet] = Float.NaN;
    if (party.frauds.size() > 0) {
      walk(party, at, row);
      quiet(party, at, row);
    }
  }

  /** From the payment back: genuine ones, then the run of frauds, up to the next genuine one. */
  private void walk(PartyHistory party, int at, float[] row) {
    AmountLog log = party.payments;
    long now = log.time(at);
    long from = now - labelDelay - Windows.DAYS_30;
    long genuine = 0;
    int frauds = 0;
    long first = now;
    for (int i = at - 1; i >= 0 && log.time(i) > from; i--) {
      int here = fraudsIn(party, i, now);
      if (2L * here >= log.count(i)) {
        frauds += here;
        first = log.time(i);
      } else if (log.time(i) <= now - labelDelay) {
        if (frauds > 0) {
          break;
        }
        genuine += log.count(i);
      }
    }
    if (frauds > 0) {
      row[genuineSinceFraud] = genuine;
      row[run] = frauds;
      row[runAge] = (float) CardFeatures.seconds(now - first);
    }
  }

  private void quiet(PartyHistory party, int at, float[] row) {
    AmountLog log = party.payments;
    FraudLog frauds = party.frauds;
    long now = log.time(at);
    long from = now - labelDelay - Windows.DAYS_30;
    int count = 0;
    long newest = from;
    for (int i = frauds.size() - 1; i >= 0 && frauds.time(i) > from; i--) {
      if (frauds.ratio(i) < QUIET && frauds.isKnown(i, now)) {
        newest = count == 0 ? frauds.time(i) : newest;
        count += frauds.count(i);
        row[quietAge] = (float) CardFeatures.seconds(now - frauds.time(i));
      }
    }
    row[quietFrauds] = count;
    if (count > 0) {
      long genuine = 0;
      for (int i = at - 1; i >= 0 && log.time(i) > newest; i--) {
        if (log.time(i) <= now - labelDelay && 2L * fraudsIn(party, i, now) < log.count(i)) {
          genuine += log.count(i);
        }
      }
      row[genuineSinceQuiet] = genuine;
    }
  }

  /** Known frauds among the payments of an entry: those after the entry before it. */
  private static int fraudsIn(PartyHistory party, int entry, long now) {
    long to = party.payments.time(entry);
    long after = entry == 0 ? Long.MIN_VALUE : party.payments.time(entry - 1);
    boolean first = entry == 0 || after < to;
    int count = 0;
    for (int i = party.frauds.size() - 1; i >= 0; i--) {
      long time = party.frauds.time(i);
      if (time <= to && (time > after || (!first && time == to)) && party.frauds.isKnown(i, now)) {
        count += party.frauds.count(i);
      }
    }
    return count;
  }
}
