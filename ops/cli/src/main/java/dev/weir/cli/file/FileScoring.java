package dev.weir.cli.file;

import dev.weir.cli.CommandFailure;
import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.TextScorer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * Scores the rows of a file on several threads and writes the answers in the file's order. One
 * thread reads and writes, each scorer has one that scores; a few windows of rows are under way at
 * any time, so that memory does not depend on the file. Not thread-safe.
 */
final class FileScoring {

  /** Enough for runs of equal length, small enough to keep several under way. */
  private static final int WINDOW_ROWS = 512;

  private static final int WINDOWS_PER_THREAD = 3;

  private final List<TextScorer> scorers;

  FileScoring(List<TextScorer> scorers) {
    this.scorers = List.copyOf(scorers);
  }

  /** How many rows were read, and how many of them could not be scored. */
  record Counts(long rows, long errors) {}

  /**
   * Scores all rows.
   *
   * @param progress is told how many rows have been written
   * @throws CommandFailure when it is interrupted
   */
  Counts run(TextRows rows, AnswerWriter out, LongConsumer progress) throws IOException {
    BlockingQueue<TextScorer> idle = new ArrayBlockingQueue<>(scorers.size(), false, scorers);
    ExecutorService pool = Executors.newFixedThreadPool(scorers.size());
    try {
      Deque<Future<List<Answer>>> underWay = new ArrayDeque<>();
      Counts counts = new Counts(0, 0);
      for (List<TextRow> window = rows.next(WINDOW_ROWS);
          !window.isEmpty();
          window = rows.next(WINDOW_ROWS)) {
        List<TextRow> one = window;
        underWay.add(pool.submit(() -> score(one, idle)));
        if (underWay.size() >= scorers.size() * WINDOWS_PER_THREAD) {
          counts = write(underWay.remove(), out, counts);
          progress.accept(counts.rows());
        }
      }
      while (!underWay.isEmpty()) {
        counts = write(underWay.remove(), out, counts);
        progress.accept(counts.rows());
      }
      return counts;
    } finally {
      pool.shutdownNow();
    }
  }

  private static Counts write(Future<List<Answer>> window, AnswerWriter out, Counts before)
      throws IOException {
    List<Answer> answers = answers(window);
    long errors = before.errors();
    for (Answer answer : answers) {
      out.write(answer);
      errors += answer.error() == null ? 0 : 1;
    }
    return new Counts(before.rows() + answers.size(), errors);
  }

  private static List<Answer> answers(Future<List<Answer>> window) {
    try {
      return window.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("scoring failed: " + e.getCause(), e.getCause());
    }
  }

  private static List<Answer> score(List<TextRow> window, BlockingQueue<TextScorer> idle)
      throws InterruptedException {
    List<TextRow> good = window.stream().filter(row -> row.error() == null).toList();
    TextScorer scorer = idle.take();
    List<ScoreOutcome> outcomes;
    try {
      outcomes = scorer.score(good.stream().map(TextRow::text).toList());
    } finally {
      idle.put(scorer);
    }
    List<Answer> answers = new ArrayList<>(window.size());
    int scored = 0;
    for (TextRow row : window) {
      answers.add(
          row.error() == null
              ? answer(row, outcomes.get(scored++))
              : new Answer(row.row(), row.id(), null, row.error()));
    }
    return answers;
  }

  private static Answer answer(TextRow row, ScoreOutcome outcome) {
    if (outcome instanceof ScoreOutcome.Scored scored) {
      return new Answer(row.row(), row.id(), scored.probabilities(), null);
    }
    ScoreOutcome.Rejected rejected = (ScoreOutcome.Rejected) outcome;
    return new Answer(row.row(), row.id(), null, rejected.message());
  }
}
