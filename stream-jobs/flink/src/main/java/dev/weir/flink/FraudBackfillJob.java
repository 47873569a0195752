package dev.weir.flink;

import dev.weir.flink.backfill.HandOver;
import dev.weir.flink.backfill.HandOverFile;
import dev.weir.flink.backfill.LabelsBehind;
import dev.weir.flink.backfill.Reading;
import dev.weir.flink.backfill.StateWriter;
import dev.weir.flink.fraud.FraudItemSerializer;
import dev.weir.flink.kafka.JobTopics;
import dev.weir.flink.options.FraudBackfillOptions;
import dev.weir.flink.options.JobSettings;
import dev.weir.flink.wire.RawRecordSerializer;
import dev.weir.scoring.record.RawRecord;
import dev.weir.serde.topic.WeirTopic;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The fraud job over history, in batch mode: what {@link FraudScoringJob} would remember had it
 * read all transactions and labels up to a point, as a savepoint that it starts from. It scores
 * nothing and writes no records. The point is fixed before it reads and lies beside the savepoint.
 *
 * <pre>
 *   transactions, feedback up to the point ─ intake ─▶ the stages of the live job, sorted by bucket
 *       and time ─▶ memories of each stage ─▶ savepoint
 * </pre>
 */
public final class FraudBackfillJob {

  private static final String NAME = "weir-fraud-backfill";

  private FraudBackfillJob() {}

  /** Runs the job; see {@link FraudBackfillOptions} for the options. */
  public static void main(String[] args) throws Exception {
    FraudBackfillOptions options = FraudBackfillOptions.parse(args);
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.configure(
        JobConfiguration.ofHistory(options.job().settings(), environment.getConfiguration()));
    HandOver point = HandOver.now(options, WeirTopic.TRANSACTIONS, WeirTopic.FEEDBACK);
    HandOverFile.write(point, options.savepoint());
    build(environment, options, point);
    environment.execute(NAME);
  }

  static void build(
      StreamExecutionEnvironment environment, FraudBackfillOptions options, HandOver point) {
    StateWriter savepoint = new StateWriter(environment, options.job().settings().backend());
    new FraudPipeline(
            options.job(),
            FraudScoringJob.scoringConfig(options.job()),
            new KeyedStages(environment.getParallelism()),
            (stage, uid, state, kept) -> {
              savepoint.add(stage.uid(uid), uid, state, kept);
              return stage.transform("order", FraudItemSerializer.TYPE, new LabelsBehind());
            })
        .rows(
            history(environment, options, point, WeirTopic.TRANSACTIONS),
            history(environment, options, point, WeirTopic.FEEDBACK));
    savepoint.write(options.savepoint());
  }

  private static DataStream<RawRecord> history(
      StreamExecutionEnvironment environment,
      FraudBackfillOptions options,
      HandOver point,
      WeirTopic topic) {
    JobSettings job = options.job().settings();
    String name = topic.topicName(job.topicPrefix());
    return environment
        .fromSource(
            JobTopics.history(
                job, job.groupId() + "-backfill-" + name, options.from(), point.of(name)),
            WatermarkStrategy.noWatermarks(),
            name)
        .transform("order", RawRecordSerializer.TYPE, new Reading());
  }
}
