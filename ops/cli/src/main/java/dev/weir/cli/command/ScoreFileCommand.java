package dev.weir.cli.command;

import dev.weir.cli.CommandFailure;
import dev.weir.cli.UsageFailure;
import dev.weir.cli.file.ScoreFile;
import dev.weir.cli.model.ChosenModel;
import dev.weir.cli.show.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir score-file FILE --out F}: a file of texts at the engine's speed. */
@Command(
    name = "score-file",
    header = "Score a file of texts at the engine's speed, without Kafka.",
    mixinStandardHelpOptions = true,
    description = {
      "Scores the texts of a CSV, JSON Lines or Avro file on all processors and writes one answer a",
      "row, in the same order, as JSON Lines or, where --out ends in .csv, as CSV. A row that cannot",
      "be scored says why in `error`.",
      ""
    })
public final class ScoreFileCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "FILE", description = "CSV with a header, JSON Lines, Avro")
  private Path file = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "F",
      description = "file of the answers: .csv, anything else is JSON Lines")
  private Path out = Path.of("");

  @Option(
      names = "--task",
      split = ",",
      paramLabel = "T",
      description = "sentiment, spam, abuse; may be given several times (default: all)")
  private List<String> tasks = List.of();

  @Option(
      names = "--text-column",
      paramLabel = "C",
      description = "column that holds the text (default: text)")
  private String textColumn = "text";

  @Option(
      names = "--id-column",
      paramLabel = "C",
      description = "column that names the row (default: id or event_id)")
  private @Nullable String idColumn;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "model package (folder or name[@version]) or Hugging Face classifier folder (default: weir-text, as shipped)")
  private @Nullable String model;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "how many score at a time (default: one a processor)")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--strict", description = "exit with 1 if any row could not be scored")
  private boolean strict;

  @Option(names = "--json", description = "the counts as one JSON object on standard output")
  private boolean json;

  @Mixin private FolderOption folder = new FolderOption();

  @Override
  public Integer call() throws IOException {
    if (threads < 1 || threads > 1024) {
      throw new UsageFailure("--threads: expected 1 to 1024, got " + threads);
    }
    if (out.toAbsolutePath().normalize().equals(file.toAbsolutePath().normalize())) {
      throw new UsageFailure("--out names the file that is read: " + out);
    }
    ChosenModel chosen = ChosenModel.of(model, folder.dir());
    ScoreFile.Result result =
        new ScoreFile(chosen.dir(), tasks, textColumn, idColumn, threads).run(file, out);
    report(result, chosen);
    if (result.rows() > 0 && result.errors() == result.rows()) {
      throw new CommandFailure("no row of " + file + " could be scored; " + out + " says why");
    }
    return strict && result.errors() > 0 ? 1 : 0;
  }

  private void report(ScoreFile.Result result, ChosenModel chosen) {
    if (json) {
      spec.commandLine()
          .getOut()
          .println(
              Json.object()
                  .put("rows", result.rows())
                  .put("errors", result.errors())
                  .put("seconds", result.seconds())
                  .put("out", out.toString())
                  .put("model", chosen.name() + "@" + chosen.version())
                  .toString());
      return;
    }
    spec.commandLine()
        .getOut()
        .println(
            String.format(
                Locale.ROOT,
                "scored %,d rows into %s, %,.0f rows/s%s",
                result.rows() - result.errors(),
                out,
                result.rows() / Math.max(1e-9, result.seconds()),
                result.errors() == 0
                    ? ""
                    : String.format(Locale.ROOT, "; rows in error: %,d", result.errors())));
    if (!chosen.trained()) {
      spec.commandLine().getErr().println(chosen.caution());
    }
  }
}
