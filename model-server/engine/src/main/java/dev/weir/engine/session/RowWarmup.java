package dev.weir.engine.session;

import ai.onnxruntime.OrtException;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import dev.weir.engine.event.EngineEvents;
import dev.weir.engine.onnx.OrtRuntime;
import dev.weir.engine.pack.GoldenExample;
import dev.weir.engine.pack.PackageManifest;
import java.util.Arrays;

/** The first runs of a table model: one row, a full run, and its golden rows. */
final class RowWarmup {
  private RowWarmup() {}

  static void run(LoadedModel model, int maxRows) {
    int width = model.table().columns().size();
    RowRunner runner = model.newRowRunner(maxRows);
    float[] zeros = new float[width];
    for (int row = 0; row < maxRows; row++) {
      runner.put(row, zeros);
    }
    for (int rows : new int[] {1, maxRows}) {
      try {
        runner.run(model.session(), rows);
      } catch (OrtException e) {
        throw new ModelPackageException(
            Problem.UNREADABLE_MODEL,
            "model package "
                + model.identity()
                + " loads but does not run on "
                + rows
                + " rows: "
                + OrtRuntime.firstLine(e)
                + "; export the model again with a free batch",
            e);
      }
    }
    golden(model, maxRows);
  }

  private static void golden(LoadedModel model, int maxRows) {
    PackageManifest manifest = model.pack().manifest();
    int[] sources = new int[model.table().columns().size()];
    Arrays.setAll(sources, i -> i);
    RowBatchScorer scorer = new RowBatchScorer(model, sources, maxRows, EngineEvents.unmeasured());
    for (GoldenExample example : manifest.golden()) {
      if (example instanceof GoldenExample.Row row) {
        scorer.clear();
        scorer.add(row.values());
        scorer.score((place, outcome) -> Warmup.compare(model, example, outcome));
      }
    }
  }
}
