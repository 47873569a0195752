package dev.weir.flink;

import dev.weir.flink.fraud.FraudBuckets;
import dev.weir.flink.fraud.FraudItemSerializer;
import dev.weir.flink.fraud.FraudStages;
import dev.weir.flink.options.FraudJobOptions;
import dev.weir.scoring.FraudIntake;
import dev.weir.scoring.FraudLabelIntake;
import dev.weir.scoring.FraudScoringConfig;
import dev.weir.scoring.label.PartyLabel.Party;
import dev.weir.scoring.record.RawRecord;
import dev.weir.scoring.stage.FraudItem;
import java.time.Duration;
import java.util.Locale;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The stages from records to payments with all their columns, the same for the live job and the
 * backfill. The uids and names of states are part of every savepoint: never change one.
 *
 * @param remembering what is done with each stage that has a memory
 */
record FraudPipeline(
    FraudJobOptions options,
    FraudScoringConfig config,
    KeyedStages keyed,
    Remembering remembering) {

  /** A stage that has a memory; answers what goes on to the next. */
  interface Remembering {

    /**
     * @param state name of the keyed state
     * @param kept how long a name is usually remembered
     */
    DataStream<FraudItem> stage(
        SingleOutputStreamOperator<FraudItem> stage, String uid, String state, Duration kept);
  }

  /** Nothing. */
  static final Remembering LIVE = (stage, uid, state, kept) -> stage.uid(uid);

  /**
   * @param transactions records of the topic
   * @param feedback records of that topic
   */
  DataStream<FraudItem> rows(DataStream<RawRecord> transactions, DataStream<RawRecord> feedback) {
    FraudScoringConfig intake = config;
    DataStream<FraudItem> payments =
        transactions
            .transform(
                "intake",
                FraudItemSerializer.TYPE,
                FraudStages.intake(() -> FraudIntake.open(intake)))
            .uid("fraud-intake");
    DataStream<FraudItem> votes =
        feedback
            .transform(
                "label intake",
                FraudItemSerializer.TYPE,
                FraudStages.labelIntake(() -> FraudLabelIntake.open(intake)))
            .uid("fraud-label-intake");
    DataStream<FraudItem> items = events(payments.union(votes));
    for (Party party : Party.values()) {
      items = history(items, party);
    }
    return items;
  }

  /** Payments without repeats, and behind them their labels. */
  private DataStream<FraudItem> events(DataStream<FraudItem> events) {
    Duration window = options.duplicates().window();
    if (window.isZero()) {
      return labels(keyed.by(events, FraudBuckets::byEvent));
    }
    DataStream<FraudItem> once =
        remembering.stage(
            keyed
                .by(events, FraudBuckets::byEvent)
                .transform(
                    "duplicates",
                    FraudItemSerializer.TYPE,
                    FraudStages.duplicates(options.duplicates())),
            "fraud-duplicates",
            "event-ids",
            window);
    return labels(KeyedStages.still(once, FraudBuckets::byEvent));
  }

  private DataStream<FraudItem> labels(DataStream<FraudItem> events) {
    Duration memory = options.labelMemory();
    return remembering.stage(
        events.transform("labels", FraudItemSerializer.TYPE, FraudStages.labels(memory)),
        "fraud-labels",
        "labels",
        memory);
  }

  private DataStream<FraudItem> history(DataStream<FraudItem> items, Party party) {
    String name = party.name().toLowerCase(Locale.ROOT);
    Duration memory = options.historyMemory();
    return remembering.stage(
        keyed
            .by(items, FraudBuckets.by(party))
            .transform(
                name + " history",
                FraudItemSerializer.TYPE,
                FraudStages.histories(party, options.features(), memory)),
        "fraud-" + name + "-history",
        name + "-histories",
        memory);
  }
}
