package dev.weir.flink;

import dev.weir.engine.error.ModelPackageException;
import dev.weir.flink.backfill.LiveStart;
import dev.weir.flink.fraud.FraudBuckets;
import dev.weir.flink.fraud.FraudStages;
import dev.weir.flink.kafka.JobTopics;
import dev.weir.flink.kafka.SourceTime;
import dev.weir.flink.options.FraudJobOptions;
import dev.weir.flink.options.JobSettings;
import dev.weir.flink.wire.OutboundRecordSerializer;
import dev.weir.scoring.ControlConfig;
import dev.weir.scoring.FraudAlertWriter;
import dev.weir.scoring.FraudBatchScoring;
import dev.weir.scoring.FraudScoringConfig;
import dev.weir.scoring.alert.AlertSettings;
import dev.weir.scoring.event.PaymentLimits;
import dev.weir.scoring.label.PartyLabel.Party;
import dev.weir.scoring.record.RawRecord;
import dev.weir.scoring.stage.FraudItem;
import dev.weir.serde.topic.WeirTopic;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The fraud scoring job: card transactions and labels in; verdicts, alerts and dead letters out.
 *
 * <pre>
 *   transactions ─ intake ─────────┐
 *                                  ├─▶ event: duplicates, labels ─▶ card ─▶ terminal ─▶ merchant
 *   feedback ───── label intake ───┘    ─▶ device ─▶ card: scoring and alerts ─▶ answers
 * </pre>
 *
 * The uids are part of every savepoint: never change one.
 */
public final class FraudScoringJob {

  /** The job's name, which its dead letters carry. */
  public static final String NAME = "weir-fraud-scoring";

  private FraudScoringJob() {}

  /** Submits the job; see {@link FraudJobOptions} for the options. */
  public static void main(String[] args) throws Exception {
    FraudJobOptions options = FraudJobOptions.parse(args);
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.configure(JobConfiguration.of(options.settings(), environment.getConfiguration()));
    build(environment, options, LiveStart.of(options, environment.getConfiguration()));
    environment.executeAsync(NAME);
  }

  static void build(
      StreamExecutionEnvironment environment, FraudJobOptions options, LiveStart start) {
    FraudScoringConfig config = scoringConfig(options);
    KeyedStages keyed = new KeyedStages(environment.getParallelism());
    JobSettings settings = options.settings();
    String group = settings.groupId();
    DataStream<RawRecord> transactions =
        environment
            .fromSource(
                JobTopics.source(
                    settings, group, start.of(WeirTopic.TRANSACTIONS), WeirTopic.TRANSACTIONS),
                SourceTime.watermarks(),
                "transactions")
            .uid("fraud-transactions");
    DataStream<RawRecord> feedback =
        environment
            .fromSource(
                JobTopics.source(
                    settings,
                    group + "-feedback",
                    start.of(WeirTopic.FEEDBACK),
                    WeirTopic.FEEDBACK),
                SourceTime.watermarks(),
                "feedback")
            .uid("fraud-feedback");
    DataStream<FraudItem> items =
        new FraudPipeline(options, config, keyed, FraudPipeline.LIVE).rows(transactions, feedback);
    keyed
        .by(items, FraudBuckets.by(Party.CARD))
        .transform(
            "fraud scoring",
            OutboundRecordSerializer.TYPE,
            FraudStages.scored(
                options.batch(),
                AlertSettings.DEFAULT,
                () -> scoring(config),
                () -> FraudAlertWriter.open(config)))
        .uid("fraud-scoring")
        // with one subtask all stages are one thread otherwise, the features' and the model's
        .startNewChain()
        .sinkTo(
            JobTopics.sink(
                settings, WeirTopic.FRAUD_VERDICTS, WeirTopic.FRAUD_ALERTS, WeirTopic.DEAD_LETTERS))
        .name("answers")
        .uid("fraud-verdicts-alerts-and-dead-letters");
  }

  /** A model package that cannot be used ends the job at once: another try would read the same. */
  private static FraudBatchScoring scoring(FraudScoringConfig config) throws InterruptedException {
    try {
      return FraudBatchScoring.open(config);
    } catch (ModelPackageException e) {
      throw new UnusableModelException(e);
    }
  }

  static FraudScoringConfig scoringConfig(FraudJobOptions options) {
    JobSettings settings = options.settings();
    return FraudScoringConfig.of(
            options.model(), settings.schemaRegistry(), settings.topicPrefix(), NAME)
        .withLimits(PaymentLimits.DEFAULT.withCurrencies(options.currencies()))
        .withFeatures(options.features())
        .withControl(
            ControlConfig.of(settings.bootstrapServers(), options.policy(), options.modelStore()));
  }
}
