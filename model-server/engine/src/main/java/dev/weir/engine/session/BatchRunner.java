package dev.weir.engine.session;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.weir.engine.batch.LengthBatches;
import dev.weir.engine.feature.IdArena;
import dev.weir.engine.onnx.OrtRuntime;
import dev.weir.engine.pack.Feature;
import dev.weir.engine.pack.HeadSpec;
import dev.weir.engine.pack.InputSpec;
import dev.weir.engine.pack.PackageManifest;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fills the inputs of a run from the ids of its records and reads its outputs, all in direct
 * buffers that are allocated once. Confined to one thread.
 *
 * <p>The buffers are the JVM's and go with this object; the tensors that show them to ONNX Runtime
 * live for one run and are closed whether it succeeds or not.
 */
public final class BatchRunner {
  private final OrtEnvironment environment = OrtRuntime.environment();
  private final Input[] inputs;
  private final OutputBuffers outputs;
  private final int[] widths;
  private final LengthBatches batches;
  private final Map<String, OnnxTensor> inputTensors = new HashMap<>();
  private final Map<String, OnnxTensor> outputTensors = new HashMap<>();
  private int paddedTokens;

  /**
   * Buffers for runs as {@code batches} cuts them.
   *
   * @param inputs of the graph
   * @param heads whose outputs are read
   * @param sequences the arenas' order in {@link #run}
   * @param maxLengths ids of a record, at most, by sequence
   * @param batches what cuts the runs
   */
  public BatchRunner(
      List<InputSpec> inputs,
      List<HeadSpec> heads,
      List<Feature.Sequence> sequences,
      int[] maxLengths,
      LengthBatches batches) {
    this.batches = batches;
    this.inputs = new Input[inputs.size()];
    for (int i = 0; i < this.inputs.length; i++) {
      InputSpec spec = inputs.get(i);
      int sequence = sequences.indexOf(spec.feature().sequence());
      int longest = batches.pad(maxLengths[sequence]);
      int capacity =
          sequence == 0 ? Math.max(batches.maxTokens(), longest) : batches.maxRows() * longest;
      this.inputs[i] = new Input(spec, sequence, capacity, longest);
    }
    widths = new int[sequences.size()];
    outputs = new OutputBuffers(heads, batches.maxRows());
  }

  /**
   * Runs the graph on some records. Afterwards {@link #output} has a row for each, in the order of
   * {@code sorted}.
   *
   * @param arenas by sequence
   * @param sorted the record's row in the arenas stands in the lower 32 bits
   * @throws OrtException if the run failed; the outputs are undefined and the runner can go on
   */
  public void run(ModelSession session, IdArena[] arenas, long[] sorted, int from, int to)
      throws OrtException {
    run(session::run, arenas, sorted, from, to);
  }

  /** One record of one token, to see whether a graph runs at all. */
  static void probe(PackageManifest manifest, GraphRun graph) throws OrtException {
    List<Feature.Sequence> sequences = manifest.sequences();
    int[] lengths = new int[sequences.size()];
    Arrays.fill(lengths, 1);
    IdArena[] arenas = new IdArena[lengths.length];
    for (int s = 0; s < arenas.length; s++) {
      arenas[s] = new IdArena();
      arenas[s].add(0);
      arenas[s].endRecord();
    }
    LengthBatches batches = new LengthBatches(1, 1, 0, 1);
    new BatchRunner(manifest.inputs(), manifest.heads(), sequences, lengths, batches)
        .run(graph::run, arenas, new long[] {0}, 0, 1);
  }

  /** What takes the tensors. */
  @FunctionalInterface
  public interface Run {
    /** Reads the inputs and writes the outputs, by name; they are freed when it returns. */
    void on(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) throws OrtException;
  }

  /** The same on anything that takes the tensors. */
  public void run(Run graph, IdArena[] arenas, long[] sorted, int from, int to)
      throws OrtException {
    int rows = to - from;
    for (int s = 0; s < widths.length; s++) {
      widths[s] = width(arenas[s], sorted, from, to);
    }
    paddedTokens = rows * widths[0];
    try {
      for (Input input : inputs) {
        int width = widths[input.sequence];
        input.fill(arenas[input.sequence], sorted, from, to, width);
        inputTensors.put(
            input.name,
            OnnxTensor.createTensor(
                environment, input.buffer.slice(0, rows * width), new long[] {rows, width}));
      }
      outputs.open(rows, outputTensors);
      graph.on(inputTensors, outputTensors);
    } finally {
      OutputBuffers.close(inputTensors);
      OutputBuffers.close(outputTensors);
    }
  }

  /** The outputs of a head after a run: float (records, outputs). Valid until the next run. */
  public FloatBuffer output(int head) {
    return outputs.of(head);
  }

  /** Tokens of the last run, padding included. */
  public int paddedTokens() {
    return paddedTokens;
  }

  private int width(IdArena arena, long[] sorted, int from, int to) {
    int longest = 1;
    for (int i = from; i < to; i++) {
      longest = Math.max(longest, arena.length((int) sorted[i]));
    }
    return batches.pad(longest);
  }

  /** One input's buffer; what fills it is decided here, once. */
  private static final class Input {
    final String name;
    final int sequence;
    final LongBuffer buffer;
    private final Feature.Role role;
    private final long[] filler;
    private final long[] ones;

    Input(InputSpec spec, int sequence, int capacity, int longest) {
      this.name = spec.name();
      this.sequence = sequence;
      this.role = spec.feature().role();
      this.buffer = OutputBuffers.direct(capacity * Long.BYTES).asLongBuffer();
      this.filler = new long[longest];
      this.ones = new long[longest];
      Arrays.fill(ones, 1);
      Arrays.fill(filler, role == Feature.Role.IDS ? spec.pad() : 0);
    }

    void fill(IdArena arena, long[] sorted, int from, int to, int width) {
      if (role == Feature.Role.ZEROS) {
        return; // as allocated
      }
      long[] ids = arena.ids();
      int at = 0;
      for (int i = from; i < to; i++) {
        int row = (int) sorted[i];
        int length = arena.length(row);
        if (role == Feature.Role.IDS) {
          buffer.put(at, ids, arena.start(row), length);
        } else {
          buffer.put(at, ones, 0, length);
        }
        buffer.put(at + length, filler, 0, width - length);
        at += width;
      }
    }
  }
}
