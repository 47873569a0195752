package dev.weir.streams.drift;

import dev.weir.schemas.DriftReport;
import dev.weir.serde.WeirAvroSerde;
import dev.weir.serde.topic.WeirTopic;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Watches the stream for drift.
 *
 * <pre>
 *   comments, chat-messages,        ┌ counts of each partition ┐
 *   text-verdicts, fraud-verdicts ─▶│ by window and slice      │─▶ one partition: sum, compare ─▶ drift
 *                                   └──────────────────────────┘
 * </pre>
 *
 * What passes to the one partition is a few kilobytes a slice and window. Names of topics and
 * stores are part of what an application keeps: never change one.
 */
public final class DriftTopology {

  private DriftTopology() {}

  /** Short names of the topics that are read. */
  public static List<WeirTopic> inputs() {
    return List.of(
        WeirTopic.COMMENTS,
        WeirTopic.CHAT_MESSAGES,
        WeirTopic.TEXT_VERDICTS,
        WeirTopic.FRAUD_VERDICTS);
  }

  /**
   * Adds the sub-topology.
   *
   * @param inputs the streams of {@link #inputs()}, as the broker delivers them
   * @param topicPrefix what the names of all topics begin with
   * @param registry stays the caller's, who closes it after the streams have stopped
   */
  public static void addTo(
      List<KStream<byte[], byte[]>> inputs,
      String topicPrefix,
      SchemaRegistryClient registry,
      DriftSettings settings) {
    KStream<byte[], byte[]> all =
        inputs.stream().reduce(KStream::merge).orElseThrow(IllegalArgumentException::new);
    all.process(
            with(
                () -> new CountProcessor(settings, topicPrefix, registry), DriftStores::ofCounting),
            Named.as("drift-counting"))
        .repartition(
            Repartitioned.with(Serdes.String(), Serdes.ByteArray())
                .withName("drift-counts")
                .withNumberOfPartitions(1))
        .process(
            with(() -> new CompareProcessor(settings), DriftStores::ofComparing),
            Named.as("drift-comparing"))
        .to(
            WeirTopic.DRIFT.topicName(topicPrefix),
            Produced.with(Serdes.String(), new WeirAvroSerde<>(DriftReport.class, registry)));
  }

  private static <K, V, L, W> ProcessorSupplier<K, V, L, W> with(
      Supplier<Processor<K, V, L, W>> processor, Supplier<Set<StoreBuilder<?>>> stores) {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<K, V, L, W> get() {
        return processor.get();
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return stores.get();
      }
    };
  }
}
