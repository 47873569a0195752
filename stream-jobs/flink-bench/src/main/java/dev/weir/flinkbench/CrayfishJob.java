package dev.weir.flinkbench;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job of the Crayfish benchmark (EDBT 2024): images in, ten probabilities out, by a
 * feed-forward network of 784 columns. One scorer, ONNX Runtime with one thread. S5 measures it.
 */
public final class CrayfishJob {

  private static final int ROWS = 128;
  private static final long AGE_MILLIS = 1;

  private CrayfishJob() {}

  /**
   * Options: {@code --bootstrap-servers}, {@code --schema-registry}, {@code --model}, {@code --in},
   * {@code --out}, {@code --codec} json or avro, {@code --checkpoints} (milliseconds).
   */
  public static void main(String[] args) throws Exception {
    Arguments options = new Arguments(args);
    RowCodecs codecs =
        new RowCodecs(
            options.get("--codec"),
            options.get("--schema-registry"),
            options.get("--in"),
            options.get("--out"));
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.enableCheckpointing(Long.parseLong(options.get("--checkpoints")));
    environment.getConfig().enableObjectReuse();
    environment
        .fromSource(
            Values.source(
                options.get("--bootstrap-servers"),
                options.get("--in"),
                "weir-bench-crayfish-" + options.get("--in")),
            WatermarkStrategy.noWatermarks(),
            "images")
        .transform(
            "scoring",
            PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO,
            new RowBatchOperatorFactory(options.get("--model"), codecs, ROWS, AGE_MILLIS))
        .sinkTo(Values.sink(options.get("--bootstrap-servers"), options.get("--out")));
    environment.executeAsync("weir-bench-crayfish-" + options.get("--codec"));
  }
}
