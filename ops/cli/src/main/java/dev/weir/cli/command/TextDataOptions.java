package dev.weir.cli.command;

import dev.weir.retrain.dataset.LeakPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What a text model learns from. */
final class TextDataOptions {

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH",
      description = "folder of a labelled data set or snapshot, or a file; may be repeated")
  private List<Path> data = new ArrayList<>();

  @Option(
      names = "--leaks",
      paramLabel = "POLICY",
      description =
          "training rows whose text the validation or test split also has: drop, refuse or keep (default: drop)")
  private LeakPolicy leaks = LeakPolicy.DROP;

  List<Path> data() {
    return data;
  }

  LeakPolicy leaks() {
    return leaks;
  }
}
