package dev.weir.retrain.text.report;

import dev.weir.retrain.text.train.History;
import dev.weir.retrain.transformer.train.FineTuneListener;
import dev.weir.retrain.transformer.train.Fit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes the learning curve of a fine-tuning after each epoch and tells another listener all it
 * hears. The course stands beside the page, so that a run that was cut off keeps its first epochs.
 * Confined to one thread.
 */
public final class CourseListener implements FineTuneListener {
  private final FineTuneListener next;
  private final String title;
  private final Path page;
  private final Path course;
  private History history;
  private int step;

  private CourseListener(FineTuneListener next, String title, Path page) throws IOException {
    this.next = next;
    this.title = title;
    this.page = page;
    this.course = page.resolveSibling("course.json");
    this.history =
        Files.exists(course) ? History.ofJson(Files.readString(course)) : History.empty();
  }

  /**
   * A listener that goes on with the course that stands beside the page, if there is one.
   *
   * @param page the file of the learning curve
   */
  public static CourseListener of(FineTuneListener next, String title, Path page)
      throws IOException {
    return new CourseListener(next, title, page);
  }

  @Override
  public void stage(String what) {
    next.stage(what);
  }

  @Override
  public void step(int done, int steps) {
    step = done;
    next.step(done, steps);
  }

  @Override
  public void epoch(int epoch, double trainLoss, Fit valid) {
    next.epoch(epoch, trainLoss, valid);
    boolean known = history.epochs().stream().anyMatch(one -> one.step() >= step);
    if (!known) {
      history =
          history
              .with(new History.Loss(step, trainLoss))
              .with(
                  new History.Epoch(
                      step,
                      -valid.loss(),
                      Map.of("accuracy", valid.accuracy(), "log loss", valid.loss())));
    }
    try {
      Files.writeString(course, history.toJson().toString());
      Files.writeString(page, LearningCurve.html(title, history));
    } catch (IOException e) {
      throw new UncheckedIOException("the learning curve " + page + " cannot be written", e);
    }
  }
}
