package job;

import ai.onnxruntime.OrtEnvironment;
import com.google.re2j.Marker;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Counts numbers per key for ever; refuses to run if class loading is not as a job may expect. */
public final class ProbeJob {

  public static void main(String[] args) throws Exception {
    ClassLoader own = ProbeJob.class.getClassLoader();
    require(Marker.ORIGIN.equals("job"), "classes of the jar come before those of the cluster");
    require(OrtEnvironment.class.getClassLoader() != own, "native code comes from the cluster");
    require(OrtEnvironment.getEnvironment() != null, "native code loads");
    require(args.length == 2 && args[1].equals("two words"), "arguments arrive unchanged");

    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.enableCheckpointing(200);
    env.fromSource(
            new DataGeneratorSource<Long>(
                i -> i, Long.MAX_VALUE, RateLimiterStrategy.perSecond(200), Types.LONG),
            WatermarkStrategy.noWatermarks(),
            "numbers")
        .keyBy(i -> i % 10)
        .map(new Count())
        .name("count")
        .sinkTo(new DiscardingSink<>());
    env.execute(args[0]);
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalStateException("expected that " + what);
    }
  }

  public static final class Count extends RichMapFunction<Long, Long> {
    private transient ValueState<Long> seen;
    private transient Counter counted;

    @Override
    public void open(OpenContext context) {
      seen = getRuntimeContext().getState(new ValueStateDescriptor<>("seen", Types.LONG));
      counted = getRuntimeContext().getMetricGroup().counter("counted");
    }

    @Override
    public Long map(Long number) throws Exception {
      Long before = seen.value();
      long now = before == null ? 1 : before + 1;
      seen.update(now);
      counted.inc();
      return now;
    }
  }
}
