package dev.weir.retrain.learning.gate;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What came of all gates of a run. Immutable.
 *
 * @param lines all gates
 * @param confusions rows are truths, columns predictions: by task, then {@code before} and {@code
 *     after}
 * @param turned test events whose label changed
 */
public record GateResult(
    List<GateLine> lines,
    Map<String, Map<String, List<List<Long>>>> confusions,
    List<Turned> turned) {
  public GateResult {
    lines = List.copyOf(lines);
    confusions = Map.copyOf(confusions);
    turned = List.copyOf(turned);
  }

  /**
   * An event that got another label.
   *
   * @param eventId of it; what it says stays where it is
   * @param truth what people say, null if nobody did
   */
  public record Turned(
      String eventId, String task, String before, String after, @Nullable String truth) {}

  /** Whether all gates hold. */
  public boolean passed() {
    return lines.stream().allMatch(GateLine::passed);
  }

  /** The gates that do not hold, for one line. */
  public String failures() {
    return lines.stream()
        .filter(line -> !line.passed())
        .map(
            line ->
                String.format(
                    Locale.ROOT,
                    "%s (%s: %s %.4f, champion %.4f, %s)",
                    line.gate(),
                    line.of(),
                    line.measure(),
                    line.challenger(),
                    line.champion(),
                    line.rule()))
        .collect(Collectors.joining(", "));
  }
}
