package dev.weir.engine.bench.micro;

import ai.onnxruntime.OrtException;
import dev.weir.engine.batch.LengthBatches;
import dev.weir.engine.feature.IdArena;
import dev.weir.engine.session.BatchRunner;
import dev.weir.engine.session.LoadedModel;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Thirty-two records of ready ids: their tensors filled, wrapped and freed, the model not run. */
@State(Scope.Thread)
public class TensorBenchmark {
  private static final int ROWS = 32;
  private static final LengthBatches BATCHES = new LengthBatches(ROWS, 4096, 0, 1);

  private final long[] order = new long[ROWS];
  private IdArena[] arenas = new IdArena[0];
  private @Nullable BatchRunner runner;

  /** Makes the ids. */
  @Setup
  public void fill(PackageTexts texts) {
    LoadedModel model = texts.model();
    Arrays.setAll(order, row -> row);
    arenas = new IdArena[model.sequences()];
    for (int s = 0; s < arenas.length; s++) {
      arenas[s] = new IdArena();
      for (int row = 0; row < ROWS; row++) {
        String text = texts.next();
        model.feature(s).append(text, text, arenas[s]);
        arenas[s].endRecord();
      }
    }
    runner = model.newRunner(BATCHES);
  }

  /** Time per record. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public int fillTensors() throws OrtException {
    BatchRunner ready = Objects.requireNonNull(runner, "fill comes first");
    ready.run((inputs, outputs) -> {}, arenas, order, 0, ROWS);
    return ready.paddedTokens();
  }
}
