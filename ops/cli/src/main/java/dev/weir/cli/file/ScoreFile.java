package dev.weir.cli.file;

import dev.weir.cli.CommandFailure;
import dev.weir.cli.show.LateProgress;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TextScorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scores a file of texts.
 *
 * @param model package folder
 * @param tasks whose answers are wanted; empty for all of the model's
 * @param idColumn null for {@code id} or {@code event_id}, whichever is there
 * @param threads how many score at a time
 */
public record ScoreFile(
    Path model, List<String> tasks, String textColumn, @Nullable String idColumn, int threads) {

  /**
   * What was done.
   *
   * @param errors rows that could not be scored; each says why in the output
   */
  public record Result(long rows, long errors, double seconds) {}

  /**
   * Scores all rows of a file into another; the output appears when it is complete.
   *
   * @throws dev.weir.cli.UsageFailure if the file, a column or a task does not exist
   * @throws CommandFailure if the output cannot be written
   */
  public Result run(Path file, Path out) throws IOException {
    List<TextScorer> scorers = new ArrayList<>();
    try (TextRows rows = new TextRows(file, textColumn, idColumn)) {
      for (int i = 0; i < threads; i++) {
        scorers.add(TextScorer.open(model, ScorerOptions.defaults()));
      }
      List<AskedTask> asked = AskedTask.of(tasks, scorers.get(0).tasks());
      try (AnswerWriter answers = open(out, asked);
          LateProgress progress = new LateProgress("score", "rows")) {
        long begin = System.nanoTime();
        FileScoring.Counts counts = new FileScoring(scorers).run(rows, answers, progress::stepTo);
        answers.finish();
        return new Result(counts.rows(), counts.errors(), (System.nanoTime() - begin) / 1e9);
      }
    } finally {
      scorers.forEach(TextScorer::close);
    }
  }

  private static AnswerWriter open(Path out, List<AskedTask> asked) throws IOException {
    @Nullable Path folder = out.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(out)) {
      throw new CommandFailure(
          "cannot write " + out + ": expected the name of a file in a folder that exists");
    }
    return new AnswerWriter(out, asked);
  }
}
