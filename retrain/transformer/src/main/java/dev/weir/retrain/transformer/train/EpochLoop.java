package dev.weir.retrain.transformer.train;

import ai.djl.ndarray.NDArray;
import dev.weir.retrain.torch.Checkpoint;
import dev.weir.retrain.transformer.data.LabelledRow;
import dev.weir.retrain.transformer.data.RowBatches;
import dev.weir.retrain.transformer.error.FineTuneException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Epochs over rows until the validation loss gets no better. The state is written to a folder
 * several times an epoch; the same run started again goes on from there and ends with the same
 * weights, as far as native code rounds alike: in about one run of a hundred it does not. Confined
 * to one thread.
 */
final class EpochLoop {
  private static final int PARTS_OF_EPOCH = 4;

  /** Changes whenever the same data and options would give other weights. */
  private static final int CODE = 2;

  private final Learner learner;
  private final List<LabelledRow> rows;
  private final FineTuneOptions options;
  private final String key;
  private final Path state;
  private final Path best;
  private final FineTuneListener listener;

  /** What learns in steps. */
  interface Learner {
    /**
     * One step.
     *
     * @return the mean loss of the rows before it
     */
    double step(List<LabelledRow> rows);

    /** What learns, by name. */
    Map<String, NDArray> parameters();

    /** What the optimiser remembers, by name. */
    Map<String, NDArray> moments();

    /** Goes on behind a step; parameters and moments have been filled in. */
    void resume(int steps);
  }

  /**
   * How far a run is.
   *
   * @param step steps done
   * @param bestEpoch 0 for the base
   * @param least its validation loss
   */
  private record Progress(int step, int bestEpoch, double least) {
    static Progress of(String note) {
      String[] parts = note.split(" ");
      return new Progress(
          Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Double.parseDouble(parts[2]));
    }

    @Override
    public String toString() {
      return step + " " + bestEpoch + " " + least;
    }
  }

  /**
   * A run.
   *
   * @param key of base and data
   * @param work folder of the checkpoints
   */
  EpochLoop(
      Learner learner,
      List<LabelledRow> rows,
      FineTuneOptions options,
      String key,
      Path work,
      FineTuneListener listener) {
    this.learner = learner;
    this.rows = rows;
    this.options = options;
    this.key = CODE + " " + key + " " + options;
    this.state = work.resolve("state.checkpoint");
    this.best = work.resolve("best.checkpoint");
    this.listener = listener;
  }

  /** Steps of all epochs. */
  static int steps(List<LabelledRow> rows, FineTuneOptions options) {
    return stepsOfEpoch(rows, options) * options.epochs();
  }

  private static int stepsOfEpoch(List<LabelledRow> rows, FineTuneOptions options) {
    return (rows.size() + options.batch() - 1) / options.batch();
  }

  /** The folder beside a package that holds its checkpoints. */
  static Path work(Target target) {
    return target.folder().resolveSibling("." + target.folder().getFileName() + ".training");
  }

  /** Deletes the checkpoints of a run whose package is written. */
  static void forget(Target target) throws IOException {
    Path work = work(target);
    if (Files.isDirectory(work)) {
      Files.deleteIfExists(work.resolve("state.checkpoint"));
      Files.deleteIfExists(work.resolve("best.checkpoint"));
      Files.delete(work);
    }
  }

  /**
   * Learns; afterwards the parameters are those of the best epoch.
   *
   * @param valid measures the validation rows
   * @return the best epoch, 0 if none is better than the base
   * @throws IOException if a checkpoint cannot be written; the last good one stays
   */
  int run(Supplier<Fit> valid) throws IOException {
    Files.createDirectories(state.toAbsolutePath().getParent());
    try {
      return learn(valid);
    } catch (FineTuneException e) {
      Files.deleteIfExists(state); // other options are needed: nothing here is of use to them
      throw e;
    }
  }

  private int learn(Supplier<Fit> valid) throws IOException {
    Progress progress = begin(valid);
    int ofEpoch = stepsOfEpoch(rows, options);
    int steps = ofEpoch * options.epochs();
    int part = Math.max(1, ofEpoch / PARTS_OF_EPOCH);
    while (progress.step < steps && goesOn(progress, ofEpoch)) {
      int epoch = progress.step / ofEpoch;
      var batches =
          RowBatches.shuffled(rows, options.batch(), new Random(options.seed() * 31 + epoch));
      double loss = 0;
      int seen = 0;
      for (int at = progress.step % ofEpoch; at < ofEpoch; at++) {
        loss += learner.step(batches.get(at)) * batches.get(at).size();
        seen += batches.get(at).size();
        progress = new Progress(progress.step + 1, progress.bestEpoch, progress.least);
        listener.step(progress.step, steps);
        if (at + 1 < ofEpoch && (at + 1) % part == 0) {
          save(progress);
        }
      }
      Fit fit = valid.get();
      listener.epoch(epoch + 1, loss / seen, fit);
      if (fit.loss() < progress.least) {
        progress = new Progress(progress.step, epoch + 1, fit.loss());
        Checkpoint.write(best, key, "", learner.parameters());
      }
      save(progress);
    }
    if (Checkpoint.read(best, key, learner.parameters()) == null) {
      throw new IOException("checkpoint " + best + " is gone; run the same command again");
    }
    return progress.bestEpoch;
  }

  private boolean goesOn(Progress progress, int ofEpoch) {
    return progress.step % ofEpoch != 0
        || progress.step / ofEpoch - progress.bestEpoch < options.patience();
  }

  private Progress begin(Supplier<Fit> valid) throws IOException {
    @Nullable String note = Checkpoint.read(state, key, everything());
    if (note != null) {
      Progress progress = Progress.of(note);
      learner.resume(progress.step);
      listener.stage("training goes on at step " + progress.step);
      return progress;
    }
    if (Files.exists(state)) {
      throw new IOException(
          "checkpoint %s is of other data or other options, or damaged; delete it to start afresh"
              .formatted(state));
    }
    listener.stage("training");
    Checkpoint.write(best, key, "", learner.parameters());
    return new Progress(0, 0, valid.get().loss());
  }

  private Map<String, NDArray> everything() {
    Map<String, NDArray> all = new LinkedHashMap<>(learner.parameters());
    all.putAll(learner.moments());
    return all;
  }

  private void save(Progress progress) throws IOException {
    Checkpoint.write(state, key, progress.toString(), everything());
  }
}
