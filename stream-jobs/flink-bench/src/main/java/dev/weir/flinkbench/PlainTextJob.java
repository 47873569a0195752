package dev.weir.flinkbench;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job that one would write in an hour: {@code map()}, one text a run, the Hugging Face
 * tokenizer, ONNX Runtime with one thread. Comments in, verdicts out; S13 compares with it.
 */
public final class PlainTextJob {

  private PlainTextJob() {}

  /**
   * Options: {@code --bootstrap-servers}, {@code --schema-registry}, {@code --model}, {@code --in},
   * {@code --out}, {@code --checkpoints} (milliseconds).
   */
  public static void main(String[] args) throws Exception {
    Arguments options = new Arguments(args);
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.enableCheckpointing(Long.parseLong(options.get("--checkpoints")));
    environment.getConfig().enableObjectReuse();
    environment
        .fromSource(
            Values.source(
                options.get("--bootstrap-servers"), options.get("--in"), "weir-bench-plain"),
            WatermarkStrategy.noWatermarks(),
            "comments")
        .map(
            new PlainScoring(
                options.get("--model"), options.get("--schema-registry"), options.get("--out")))
        .returns(PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)
        .sinkTo(Values.sink(options.get("--bootstrap-servers"), options.get("--out")));
    environment.executeAsync("weir-bench-plain");
  }
}
