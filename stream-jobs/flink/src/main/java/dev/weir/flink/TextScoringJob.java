package dev.weir.flink;

import dev.weir.flink.batch.MicroBatches;
import dev.weir.flink.kafka.SourceTime;
import dev.weir.flink.kafka.TextTopics;
import dev.weir.flink.options.JobMemory;
import dev.weir.flink.options.StateBackend;
import dev.weir.flink.options.TextJobOptions;
import dev.weir.flink.stage.StageKeys;
import dev.weir.flink.stage.Stages;
import dev.weir.flink.state.Buckets;
import dev.weir.flink.wire.IntakeSerializer;
import dev.weir.flink.wire.OutboundRecordSerializer;
import dev.weir.scoring.ControlConfig;
import dev.weir.scoring.Intake;
import dev.weir.scoring.TextIntake;
import dev.weir.scoring.TextScoringConfig;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The text scoring job: comments and chat messages in, verdicts and dead letters out. Source and
 * intake, repeats by event, campaigns by text, and scoring by author with the sink chained to it.
 * The uids are part of every savepoint: never change one.
 */
public final class TextScoringJob {

  /** The job's name, which its dead letters carry. */
  public static final String NAME = "weir-text-scoring";

  /** How long a record may wait in a network buffer for others. */
  private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(1);

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
    JobMemory memory = options.memory();
    TextScoringConfig config = scoringConfig(options);
    KeyedStages keyed = new KeyedStages(environment.getParallelism());
    DataStream<Intake> events =
        environment
            .fromSource(TextTopics.source(options), SourceTime.watermarks(), "text events")
            .uid("text-events")
            .transform(
                "intake", IntakeSerializer.TYPE, Stages.intake(() -> TextIntake.open(config)))
            .uid("text-intake");
    if (!memory.duplicates().window().isZero()) {
      events =
          keyed
              .by(events, StageKeys::byEvent)
              .transform(
                  "duplicates", IntakeSerializer.TYPE, Stages.duplicates(memory.duplicates()))
              // with one subtask: reading and decoding stay off the thread that scores
              .startNewChain()
              .uid("text-duplicates");
    }
    if (memory.campaigns()) {
      events =
          keyed
              .by(events, StageKeys::byCampaign)
              .transform("campaigns", IntakeSerializer.TYPE, Stages.campaigns())
              .uid("text-campaigns");
    }
    DataStream<Intake> requests = memory.authors() ? keyed.by(events, StageKeys::byAuthor) : events;
    requests
        .transform(
            "text scoring",
            OutboundRecordSerializer.TYPE,
            MicroBatches.scored(options.batch(), new TextScoringOpener(config)))
        .uid("text-scoring")
        .sinkTo(TextTopics.sink(options))
        .name("answers")
        .uid("text-verdicts-and-dead-letters");
  }

  /** What the job sets; where the cluster names a restart strategy of its own, that one stays. */
  static Configuration configuration(TextJobOptions options, ReadableConfig cluster) {
    Configuration job = new Configuration();
    options.parallelism().ifPresent(n -> job.set(CoreOptions.DEFAULT_PARALLELISM, n));
    job.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, options.checkpointInterval());
    job.set(PipelineOptions.OBJECT_REUSE, true);
    job.set(PipelineOptions.MAX_PARALLELISM, Buckets.MAX_PARALLELISM);
    job.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, SourceTime.INTERVAL);
    job.set(ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT);
    job.set(StateBackendOptions.STATE_BACKEND, options.memory().backend().flinkName());
    job.set(
        CheckpointingOptions.INCREMENTAL_CHECKPOINTS,
        options.memory().backend() == StateBackend.ROCKSDB);
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
        .withMaxTextChars(options.maxTextChars())
        .withCacheBytes((long) options.scoreCacheMb() << 20)
        .withControl(
            ControlConfig.of(options.bootstrapServers(), options.policy(), options.modelStore()));
  }
}
