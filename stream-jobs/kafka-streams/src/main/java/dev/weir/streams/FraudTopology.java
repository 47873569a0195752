package dev.weir.streams;

import dev.weir.scoring.alert.AlertSettings;
import dev.weir.scoring.label.PartyLabel.Party;
import dev.weir.scoring.stage.FraudItem;
import dev.weir.scoring.stage.FraudItem.Refused;
import dev.weir.serde.topic.WeirTopic;
import dev.weir.streams.fraud.FraudStages;
import dev.weir.streams.options.FraudAppOptions;
import dev.weir.streams.record.Answers;
import dev.weir.streams.record.FraudItemSerde;
import dev.weir.streams.record.KafkaTimestamps;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * Fraud scoring as a topology, with a repartition topic in front of each key.
 *
 * <pre>
 *   transactions ┐           ┌─ dead-letters
 *                ├─ intake ──┴▶ event: duplicates, labels ─▶ card ─▶ terminal ─▶ merchant
 *   feedback ────┘               ─▶ device ─▶ card: decision and alerts ─▶ answers
 * </pre>
 *
 * Payments and labels are one stream and have the same keys, so a label stays behind its payment in
 * every one of those topics (docs/decisions/0066, 0067). Names of topics and stores are part of
 * what an application keeps: never change one.
 */
final class FraudTopology {

  private static final String INTAKE = "fraud-intake";
  private static final String REFUSED = "fraud-refused";
  private static final String DECISION = "fraud-decision";

  private FraudTopology() {}

  /** The topics that are read or written, prefix included; not those of Kafka Streams itself. */
  static List<String> topics(String topicPrefix) {
    return Stream.concat(
            inputs(topicPrefix).stream(),
            Stream.of(WeirTopic.FRAUD_VERDICTS, WeirTopic.FRAUD_ALERTS, WeirTopic.DEAD_LETTERS)
                .map(topic -> topic.topicName(topicPrefix)))
        .toList();
  }

  private static List<String> inputs(String topicPrefix) {
    return List.of(
        WeirTopic.TRANSACTIONS.topicName(topicPrefix), WeirTopic.FEEDBACK.topicName(topicPrefix));
  }

  static Topology of(FraudAppOptions options, FraudStages stages) {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, FraudItem> read =
        builder.stream(
                inputs(options.common().topicPrefix()),
                Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                    .withTimestampExtractor(new KafkaTimestamps())
                    .withOffsetResetPolicy(AutoOffsetReset.earliest())
                    .withName("fraud-events"))
            .process(stages.intake(), Named.as(INTAKE));
    var unusedLetters =
        read.filter((key, item) -> item instanceof Refused, Named.as("fraud-refusals"))
            .process(stages.refused(), Named.as(REFUSED));
    KStream<String, FraudItem> items =
        exchange(
                read.filterNot((key, item) -> item instanceof Refused, Named.as("fraud-admitted")),
                "event",
                options)
            .process(
                stages.events(options.duplicates(), options.labelMemory()),
                Named.as("fraud-labels"));
    List<Party> parties = List.of(Party.values());
    for (int i = 0; i < parties.size(); i++) {
      // behind the last one, decisions are keyed by card
      Party next = parties.get((i + 1) % parties.size());
      items = history(items, parties.get(i), next, options, stages);
    }
    var unusedAnswers =
        exchange(items, "decision", options)
            .process(
                stages.decisions(options.common().batch(), AlertSettings.DEFAULT),
                Named.as(DECISION));
    // two sinks: one for both would tie the first and the last stage into one task
    return sink(sink(builder.build(), REFUSED), DECISION);
  }

  private static KStream<String, FraudItem> history(
      KStream<String, FraudItem> items,
      Party party,
      Party next,
      FraudAppOptions options,
      FraudStages stages) {
    String name = party.name().toLowerCase(Locale.ROOT);
    return exchange(items, name, options)
        .process(
            stages.histories(party, next, options.features(), options.historyMemory()),
            Named.as("fraud-" + name + "-history"));
  }

  private static KStream<String, FraudItem> exchange(
      KStream<String, FraudItem> items, String name, FraudAppOptions options) {
    Repartitioned<String, FraudItem> by =
        Repartitioned.with(Serdes.String(), FraudItemSerde.serde()).withName(name);
    Integer partitions = options.partitions();
    return items.repartition(partitions == null ? by : by.withNumberOfPartitions(partitions));
  }

  private static Topology sink(Topology topology, String of) {
    return topology.addSink(
        of + "-answers", Answers.topics(), new ByteArraySerializer(), Answers.values(), of);
  }
}
