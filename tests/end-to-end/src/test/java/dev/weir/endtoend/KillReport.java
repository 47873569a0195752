package dev.weir.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How long each recovery of a run took: a line on standard output, and a file under {@code
 * target/kills}. Confined to one thread.
 */
final class KillReport {

  private static final Path DIR = Path.of("target/kills").toAbsolutePath();
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final String run;
  private final long seed;
  private final double loadBefore = load();
  private final List<Recovery> recoveries = new ArrayList<>();

  /** A recovery: what was struck, for how long it was away, and when all was answered again. */
  private record Recovery(String what, double awaySeconds, double seconds) {}

  KillReport(String run, long seed) {
    this.run = run;
    this.seed = seed;
    System.out.printf("%s: seed %d%n", run, seed);
  }

  /**
   * Adds one.
   *
   * @param awayNanos from the blow to the start of the successor; a broker answers by then
   * @param nanos from the blow until all inputs sent before the successor's start had an answer
   */
  void add(String what, long awayNanos, long nanos) {
    recoveries.add(new Recovery(what, awayNanos / 1e9, nanos / 1e9));
  }

  /** Writes it. */
  void write(int inputs, int doubled, String troubles) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("run", run).put("seed", seed).put("kills", recoveries.size());
    root.put("inputs", inputs).put("doubled", doubled).put("troubles", troubles);
    root.put("loadBefore", loadBefore).put("loadAfter", load());
    ArrayNode all = root.putArray("recoveries");
    for (Recovery one : recoveries) {
      all.addObject()
          .put("what", one.what())
          .put("awaySeconds", one.awaySeconds())
          .put("seconds", one.seconds());
    }
    root.put("medianSeconds", median());
    root.put("greatestSeconds", greatest());
    Files.createDirectories(DIR);
    JSON.writeValue(DIR.resolve(run + ".json").toFile(), root);
    System.out.printf(
        Locale.ROOT,
        "%s: %d kills, %d inputs, %d answers written again, recovery median %.1f s, greatest %.1f s,"
            + " %s, load %.1f to %.1f: %s%n",
        run,
        recoveries.size(),
        inputs,
        doubled,
        median(),
        greatest(),
        troubles,
        loadBefore,
        load(),
        recoveries.stream()
            .map(one -> String.format(Locale.ROOT, "%s %.1f s", one.what(), one.seconds()))
            .collect(Collectors.joining(", ")));
  }

  private double median() {
    double[] sorted = recoveries.stream().mapToDouble(Recovery::seconds).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private double greatest() {
    return recoveries.stream().mapToDouble(Recovery::seconds).max().orElseThrow();
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
