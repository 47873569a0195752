package dev.weir.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.engine.bench.BenchReport;
import dev.weir.engine.bench.BenchResult;
import java.io.PrintWriter;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** How a benchmark's report is shown. */
final class ReportOption {

  @Option(names = "--json", description = "one JSON object with every sample")
  private boolean json;

  void print(BenchReport report, PrintWriter out) throws JsonProcessingException {
    if (json) {
      ObjectNode node = report.toJson();
      out.println(new ObjectMapper().writeValueAsString(node));
      return;
    }
    out.println("model " + report.model());
    out.printf("%-24s %12s %12s %12s  %-24s %s%n", "id", "median", "min", "max", "unit", "target");
    for (BenchResult result : report.results()) {
      List<Double> samples = result.samples();
      out.printf(
          Locale.ROOT,
          "%-24s %12.3f %12.3f %12.3f  %-24s %s%n",
          result.id(),
          result.value(),
          Collections.min(samples),
          Collections.max(samples),
          result.unit(),
          result.target());
    }
  }
}
