package dev.weir.engine;

import dev.weir.engine.ScoreOutcome.Rejected;
import dev.weir.engine.ScoreOutcome.Scored;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import dev.weir.engine.pack.GoldenExample;
import dev.weir.engine.pack.PackageManifest;
import java.util.Arrays;
import java.util.List;

/** Scores a package's golden examples and compares them with what its manifest says. */
final class GoldenCheck {
  /** Processors differ in the last bits; a broken copy differs in the first. */
  private static final float LEAST_TOLERANCE = 1e-4f;

  private GoldenCheck() {}

  static void check(PackageManifest manifest, TextScorer scorer) {
    float tolerance = Math.max(LEAST_TOLERANCE, manifest.variants().get(0).tolerance());
    for (GoldenExample example : manifest.golden()) {
      ScoreOutcome outcome = scorer.score(List.of(example.text())).get(0);
      if (outcome instanceof Rejected rejected) {
        throw mismatch(manifest, "could not be scored: " + rejected.message());
      }
      float[][] probabilities = ((Scored) outcome).probabilities();
      for (int task = 0; task < probabilities.length; task++) {
        String name = scorer.tasks().get(task).name();
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
