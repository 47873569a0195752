package dev.weir.flink;

import dev.weir.flink.batch.MicroBatches;
import dev.weir.flink.kafka.JobTopics;
import dev.weir.flink.kafka.SourceTime;
import dev.weir.flink.options.JobMemory;
import dev.weir.flink.options.JobSettings;
import dev.weir.flink.options.TextJobOptions;
import dev.weir.flink.stage.StageKeys;
import dev.weir.flink.stage.Stages;
import dev.weir.flink.wire.IntakeSerializer;
import dev.weir.flink.wire.OutboundRecordSerializer;
import dev.weir.scoring.ControlConfig;
import dev.weir.scoring.Intake;
import dev.weir.scoring.TextIntake;
import dev.weir.scoring.TextScoringConfig;
import dev.weir.serde.topic.WeirTopic;
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

  private TextScoringJob() {}

  /** Submits the job; see {@link TextJobOptions} for the options. */
  public static void main(String[] args) throws Exception {
    TextJobOptions options = TextJobOptions.parse(args);
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.configure(JobConfiguration.of(options.settings(), environment.getConfiguration()));
    build(environment, options);
    environment.executeAsync(NAME);
  }

  static void build(StreamExecutionEnvironment environment, TextJobOptions options) {
    JobSettings settings = options.settings();
    JobMemory memory = options.memory();
    TextScoringConfig config = scoringConfig(options);
    KeyedStages keyed = new KeyedStages(environment.getParallelism());
    DataStream<Intake> events =
        environment
            .fromSource(
                JobTopics.source(
                    settings, settings.groupId(), WeirTopic.COMMENTS, WeirTopic.CHAT_MESSAGES),
                SourceTime.watermarks(),
                "text events")
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
        .sinkTo(JobTopics.sink(settings, WeirTopic.TEXT_VERDICTS, WeirTopic.DEAD_LETTERS))
        .name("answers")
        .uid("text-verdicts-and-dead-letters");
  }

  private static TextScoringConfig scoringConfig(TextJobOptions options) {
    JobSettings settings = options.settings();
    return TextScoringConfig.of(
            options.model(), settings.schemaRegistry(), settings.topicPrefix(), NAME)
        .withMaxTextChars(options.maxTextChars())
        .withCacheBytes((long) options.scoreCacheMb() << 20)
        .withControl(
            ControlConfig.of(settings.bootstrapServers(), options.policy(), options.modelStore()));
  }
}
