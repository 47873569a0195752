package dev.weir.retrain.learning.gate;

/** How long both models take for the same records, in turn. Stateless. */
public final class LatencyGate {
  private LatencyGate() {}

  /**
   * Measures both.
   *
   * @param records that a call scores
   * @param record what one is called
   * @param pairs how often both are measured
   * @param champion scores the records
   * @param challenger scores the same
   * @param most times the champion's
   */
  public static GateLine line(
      int records, String record, int pairs, Runnable champion, Runnable challenger, double most) {
    double was = Double.POSITIVE_INFINITY;
    double is = Double.POSITIVE_INFINITY;
    for (int pair = 0; pair < pairs; pair++) {
      // the least of each: what other programs cost is not the models'
      was = Math.min(was, micros(champion, records));
      is = Math.min(is, micros(challenger, records));
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

  private static double micros(Runnable scoring, int records) {
    long begin = System.nanoTime();
    scoring.run();
    return (System.nanoTime() - begin) / 1e3 / records;
  }
}
