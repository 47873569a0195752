package dev.weir.engine.bench;

import ai.onnxruntime.OrtException;
import dev.weir.engine.batch.LengthBatches;
import dev.weir.engine.feature.IdArena;
import dev.weir.engine.session.BatchRunner;
import dev.weir.engine.session.LoadedModel;
import java.util.Arrays;
import java.util.List;

/**
 * What the engine is measured against: the same tokenizer, then {@code OrtSession.run} on the same
 * kind of buffers, for batches of one size in arrival order. No checks, no sorting, no calibration,
 * no outcomes. Confined to one thread.
 */
final class BareLoop {
  private final LoadedModel model;
  private final int batch;
  private final BatchRunner runner;
  private final IdArena[] arenas;
  private final long[] order;

  BareLoop(LoadedModel model, int batch) {
    this.model = model;
    this.batch = batch;
    int longest = model.feature(0).maxLength();
    int multiple = model.session().provider().lengthMultiple();
    runner = model.newRunner(new LengthBatches(batch, batch * longest, 0, multiple));
    arenas = new IdArena[model.sequences()];
    Arrays.setAll(arenas, i -> new IdArena());
    order = new long[batch];
    Arrays.setAll(order, i -> i);
  }

  /** Scores all texts once; the logits stay in the output buffers. */
  void run(List<String> texts) throws OrtException {
    for (int from = 0; from < texts.size(); from += batch) {
      int to = Math.min(from + batch, texts.size());
      for (int s = 0; s < arenas.length; s++) {
        arenas[s].clear();
        for (int i = from; i < to; i++) {
          model.feature(s).append(texts.get(i), model.normalize(texts.get(i)), arenas[s]);
          arenas[s].endRecord();
        }
      }
      runner.run(model.session(), arenas, order, 0, to - from);
    }
  }
}
