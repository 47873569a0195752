package dev.weir.engine.session;

import ai.onnxruntime.OrtException;
import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.ScoreOutcome.Rejected;
import dev.weir.engine.ScoreOutcome.Scored;
import dev.weir.engine.batch.LengthBatches;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import dev.weir.engine.feature.IdArena;
import dev.weir.engine.onnx.OrtRuntime;
import dev.weir.engine.pack.GoldenExample;
import dev.weir.engine.pack.PackageManifest;
import java.util.Arrays;

/**
 * The first runs of a model, before any record meets it: one of every length from one token to the
 * longest, each twice the last, and its golden examples, whose scores are compared.
 *
 * <p>On a GPU every length runs with as many records as fit, as the device chooses its algorithms
 * by shape. A CPU has nothing to choose: only the largest run is full, which makes ONNX Runtime
 * reserve the memory that serving needs, and scoring threads keep their core.
 */
public final class Warmup {
  /** Processors differ in the last bits; a broken copy differs in the first. */
  private static final float LEAST_TOLERANCE = 1e-4f;

  private Warmup() {}

  /**
   * Warms a model up on the caller's thread.
   *
   * @throws ModelPackageException if it does not run, or gives other scores than it must
   */
  public static void run(LoadedModel model, LengthBatches batches) {
    if (model.scoresRows()) {
      RowWarmup.run(model, batches.maxRows());
      return;
    }
    everyLength(model, batches);
    golden(model, batches);
  }

  private static void everyLength(LoadedModel model, LengthBatches batches) {
    BatchRunner runner = model.newRunner(batches);
    int longest = model.feature(0).maxLength();
    for (int length = 1; length < 2 * longest; length *= 2) {
      int tokens = Math.min(length, longest);
      boolean full = tokens == longest || model.session().provider().isGpu();
      int most = Math.max(1, Math.min(batches.maxRows(), batches.maxTokens() / tokens));
      int rows = full ? most : 1;
      IdArena[] arenas = new IdArena[model.sequences()];
      for (int s = 0; s < arenas.length; s++) {
        arenas[s] = new IdArena();
        for (int row = 0; row < rows; row++) {
          // lists of other lengths than the tokens', as records will bring them
          for (int i = 0; i < Math.min(tokens + s, model.feature(s).maxLength()); i++) {
            arenas[s].add(0);
          }
          arenas[s].endRecord();
        }
      }
      long[] order = new long[rows];
      Arrays.setAll(order, row -> row);
      try {
        runner.run(model.session(), arenas, order, 0, rows);
      } catch (OrtException e) {
        throw new ModelPackageException(
            Problem.UNREADABLE_MODEL,
            "model package "
                + model.identity()
                + " loads but does not run on "
                + rows
                + " texts of "
                + tokens
                + " tokens: "
                + OrtRuntime.firstLine(e)
                + "; correct max_tokens or export the model again with free batch and length",
            e);
      }
    }
  }

  private static void golden(LoadedModel model, LengthBatches batches) {
    PackageManifest manifest = model.pack().manifest();
    BatchScorer scorer = new BatchScorer(model, batches);
    for (GoldenExample example : manifest.golden()) {
      if (!(example instanceof GoldenExample.Text golden)) {
        continue;
      }
      scorer.clear();
      Rejected refused = scorer.add(golden.text(), model.normalize(golden.text()));
      if (refused != null) {
        throw mismatch(manifest, "could not be tokenized: " + refused.message());
      }
      scorer.score((row, outcome) -> compare(model, example, outcome));
    }
  }

  static void compare(LoadedModel model, GoldenExample example, ScoreOutcome outcome) {
    PackageManifest manifest = model.pack().manifest();
    if (outcome instanceof Rejected rejected) {
      throw mismatch(manifest, "could not be scored: " + rejected.message());
    }
    float tolerance = Math.max(LEAST_TOLERANCE, model.variant().tolerance());
    float[][] probabilities = ((Scored) outcome).probabilities();
    for (int task = 0; task < probabilities.length; task++) {
      String name = model.tasks().get(task).name();
      float[] expected = example.scores().get(name);
      if (expected != null && farApart(expected, probabilities[task], tolerance)) {
        throw mismatch(
            manifest,
            "must have the scores "
                + Arrays.toString(expected)
                + " for task "
                + name
                + " but gets "
                + Arrays.toString(probabilities[task]));
      }
    }
  }

  private static boolean farApart(float[] expected, float[] actual, float tolerance) {
    for (int i = 0; i < expected.length; i++) {
      if (Math.abs(expected[i] - actual[i]) > tolerance) {
        return true;
      }
    }
    return false;
  }

  private static ModelPackageException mismatch(PackageManifest manifest, String what) {
    return new ModelPackageException(
        Problem.GOLDEN_MISMATCH,
        "model package "
            + manifest.id()
            + ": the golden example of weir.json "
            + what
            + "; its model, tokenizer and calibration do not belong together: import it again");
  }
}
