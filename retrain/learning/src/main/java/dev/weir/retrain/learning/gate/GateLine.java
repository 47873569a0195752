package dev.weir.retrain.learning.gate;

import dev.weir.retrain.evaluate.metric.Interval;
import org.jspecify.annotations.Nullable;

/**
 * One gate: what was measured of both models, what is allowed, whether it holds. Immutable.
 *
 * @param gate such as {@code quality} or {@code latency}
 * @param of what it is about, such as {@code spam} or {@code spam, language en}
 * @param measure such as {@code macro_f1}
 * @param challenger its figure; NaN where it has none
 * @param champion its figure; NaN where it has none
 * @param interval of the difference challenger − champion; null where none is known
 * @param rule what is allowed, for people
 * @param passed whether it holds
 */
public record GateLine(
    String gate,
    String of,
    String measure,
    double challenger,
    double champion,
    @Nullable Interval interval,
    String rule,
    boolean passed) {

  /** Differences of figures up to this are rounding. */
  public static final double ROUNDING = 1e-9;

  /** Challenger less champion. */
  public double difference() {
    return challenger - champion;
  }
}
