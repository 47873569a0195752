package dev.weir.flinkbench;

import static java.util.Objects.requireNonNull;

import ai.onnxruntime.OrtException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.jspecify.annotations.Nullable;

/** A plain model in each subtask. Confined to the task's thread. */
final class PlainScoring extends RichMapFunction<byte[], byte[]> {

  private static final long serialVersionUID = 1L;

  private final String folder;
  private final String schemaRegistry;
  private final String out;

  private transient @Nullable PlainModel model;

  PlainScoring(String folder, String schemaRegistry, String out) {
    this.folder = folder;
    this.schemaRegistry = schemaRegistry;
    this.out = out;
  }

  @Override
  public void open(OpenContext context) throws Exception {
    model = new PlainModel(folder, schemaRegistry, out);
  }

  @Override
  public byte[] map(byte[] value) throws OrtException {
    return requireNonNull(model).score(value);
  }

  @Override
  public void close() throws Exception {
    if (model != null) {
      model.close();
    }
  }
}
