package dev.weir.retrain.learning.gate;

import java.util.function.LongSupplier;

/** How long both models take for the same records, in turn. Confined to one thread. */
public final class LatencyGate {

  /** A machine that is busy makes both slower, never faster: what fails is measured for longer. */
  private static final int LONGER = 8;

  private final int records;
  private final String record;
  private final LongSupplier nanos;

  /**
   * A gate.
   *
   * @param records that a call scores
   * @param record what one is called
   */
  public LatencyGate(int records, String record) {
    this(records, record, System::nanoTime);
  }

  LatencyGate(int records, String record, LongSupplier nanos) {
    this.records = records;
    this.record = record;
    this.nanos = nanos;
  }

  /**
   * Measures both.
   *
   * @param pairs how often both are measured; up to eight times as often while it does not hold
   * @param champion scores the records
   * @param challenger scores the same
   * @param most times the champion's
   */
  public GateLine line(int pairs, Runnable champion, Runnable challenger, double most) {
    double was = Double.POSITIVE_INFINITY;
    double is = Double.POSITIVE_INFINITY;
    for (int pair = 0; pair < pairs || (is > was * most && pair < pairs * LONGER); pair++) {
      // the least of each: what other programs cost is not the models'
      was = Math.min(was, micros(champion));
      is = Math.min(is, micros(challenger));
    }
    return new GateLine(
        "latency",
        records + " " + record + "s",
        "microseconds a " + record,
        is,
        was,
        null,
        "at most " + most + " times",
        is <= was * most);
  }

  private double micros(Runnable scoring) {
    long begin = nanos.getAsLong();
    scoring.run();
    return (nanos.getAsLong() - begin) / 1e3 / records;
  }
}
