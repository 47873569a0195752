package dev.weir.flink;

import dev.weir.flink.batch.MicroBatchOperatorFactory;
import dev.weir.flink.kafka.TextTopics;
import dev.weir.flink.options.TextJobOptions;
import dev.weir.scoring.TextScoringConfig;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.record.RawRecord;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The text scoring job: comments and chat messages in, verdicts and dead letters out. One chain of
 * source, scoring operator and sink for each subtask.
 */
public final class TextScoringJob {

  /** The job's name, which its dead letters carry. */
  public static final String NAME = "weir-text-scoring";

  private TextScoringJob() {}

  /** Submits the job; see {@link TextJobOptions} for the options. */
  public static void main(String[] args) throws Exception {
    TextJobOptions options = TextJobOptions.parse(args);
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.configure(configuration(options, environment.getConfiguration()));
    build(environment, options);
    environment.executeAsync(NAME);
  }

  static void build(StreamExecutionEnvironment environment, TextJobOptions options) {
    DataStream<RawRecord> events =
        environment
            .fromSource(TextTopics.source(options), WatermarkStrategy.noWatermarks(), "text events")
            .uid("text-events");
    DataStream<OutboundRecord> answers =
        events
            .transform(
                "text scoring",
                TypeInformation.of(OutboundRecord.class),
                new MicroBatchOperatorFactory(
                    options.batch(), new TextScoringOpener(scoringConfig(options))))
            .uid("text-scoring");
    answers.sinkTo(TextTopics.sink(options)).name("answers").uid("text-verdicts-and-dead-letters");
  }

  /** What the job sets; where the cluster names a restart strategy of its own, that one stays. */
  static Configuration configuration(TextJobOptions options, ReadableConfig cluster) {
    Configuration job = new Configuration();
    options.parallelism().ifPresent(n -> job.set(CoreOptions.DEFAULT_PARALLELISM, n));
    job.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, options.checkpointInterval());
    job.set(PipelineOptions.OBJECT_REUSE, true);
    job.set(PipelineOptions.GENERIC_TYPES, false);
    // a checkpoint that fails costs a longer replay, a restart costs that and the waiting
    job.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
    if (cluster.getOptional(RestartStrategyOptions.RESTART_STRATEGY).isEmpty()) {
      job.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
      job.set(
          RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
          Duration.ofMillis(500));
      job.set(
          RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
          Duration.ofSeconds(30));
    }
    return job;
  }

  private static TextScoringConfig scoringConfig(TextJobOptions options) {
    return TextScoringConfig.of(
            options.model(), options.schemaRegistry(), options.topicPrefix(), NAME)
        .withMaxTextChars(options.maxTextChars());
  }
}
