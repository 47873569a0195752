package dev.weir.streams.feedback;

import dev.weir.scoring.feedback.FeedbackItem;
import dev.weir.scoring.feedback.FeedbackItem.Erased;
import dev.weir.scoring.feedback.FeedbackItem.Refused;
import dev.weir.scoring.feedback.FeedbackItemBytes;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.serde.topic.WeirTopic;
import dev.weir.streams.batch.ScoringPool;
import dev.weir.streams.record.Answers;
import dev.weir.streams.record.LearningInputs;
import dev.weir.streams.state.FeedbackStores;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The sub-topology of labels; owns what stream threads join with.
 *
 * <pre>
 *   text-verdicts ─────┐
 *   fraud-verdicts ────┤           ┌─ dead-letters
 *   feedback ──────────┼─ intake ──┴▶ by event id: join ─▶ labelled-examples, dead-letters
 *   labelled-examples ─┤                ▲
 *   erasures ──────────┘                └ reads events and verdicts at their places
 * </pre>
 *
 * <p>Of verdicts and examples only places travel. Erasures go to every partition: the opinions on
 * an author's events may be in any of them.
 */
public final class FeedbackJoining implements AutoCloseable {

  private static final List<WeirTopic> INPUTS =
      List.of(
          WeirTopic.TEXT_VERDICTS,
          WeirTopic.FRAUD_VERDICTS,
          WeirTopic.FEEDBACK,
          WeirTopic.ERASURES,
          WeirTopic.LABELLED_EXAMPLES);

  private final FeedbackSettings settings;
  private final ScoringPool<FeedbackThread> pool;

  FeedbackJoining(FeedbackSettings settings, ScoringPool<FeedbackThread> pool) {
    this.settings = settings;
    this.pool = pool;
  }

  /**
   * Opens a reader of events for each thread.
   *
   * @param bootstrapServers of the brokers
   * @param schemaRegistry URL of the registry
   */
  public static FeedbackJoining open(
      FeedbackSettings settings,
      String bootstrapServers,
      String schemaRegistry,
      String topicPrefix,
      int threads)
      throws InterruptedException {
    return new FeedbackJoining(
        settings,
        ScoringPool.open(
            () -> FeedbackThread.open(bootstrapServers, schemaRegistry, topicPrefix), threads));
  }

  /** Adds the sub-topology to those inputs. */
  public void addTo(LearningInputs inputs, String topicPrefix) {
    KStream<String, FeedbackItem> read =
        INPUTS.stream()
            .map(inputs::of)
            .reduce(KStream::merge)
            .orElseThrow()
            .process(() -> new FeedbackIntakeProcessor(pool), Named.as("feedback-intake"));
    read.filter((key, item) -> item instanceof Refused, Named.as("feedback-refusals"))
        .process(RefusedLabels::new, Named.as("feedback-refused"))
        .to(Answers.topics(), answers("feedback-refused-answers"));
    read.filterNot((key, item) -> item instanceof Refused, Named.as("feedback-admitted"))
        .repartition(
            Repartitioned.with(Serdes.String(), items())
                .withName("feedback")
                .withStreamPartitioner(erasuresToAll()))
        .process(
            join(WeirTopic.LABELLED_EXAMPLES.topicName(topicPrefix)), Named.as("feedback-join"))
        .to(Answers.topics(), answers("feedback-answers"));
  }

  private ProcessorSupplier<String, FeedbackItem, byte[], OutboundRecord> join(String examples) {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<String, FeedbackItem, byte[], OutboundRecord> get() {
        return new JoinProcessor(examples, settings, pool);
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return FeedbackStores.all(settings.textVerdicts(), settings.fraudVerdicts());
      }
    };
  }

  private static StreamPartitioner<String, FeedbackItem> erasuresToAll() {
    return (topic, key, item, partitions) ->
        item instanceof Erased
            ? Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toSet()))
            : Optional.empty();
  }

  private static Serde<FeedbackItem> items() {
    return Serdes.serdeFrom(
        (topic, item) -> FeedbackItemBytes.of(item),
        (topic, bytes) -> FeedbackItemBytes.read(bytes));
  }

  private static Produced<byte[], OutboundRecord> answers(String name) {
    Deserializer<OutboundRecord> none =
        (topic, bytes) -> {
          throw new UnsupportedOperationException("answers are only written");
        };
    return Produced.<byte[], OutboundRecord>as(name)
        .withKeySerde(Serdes.ByteArray())
        .withValueSerde(Serdes.serdeFrom(Answers.values(), none));
  }

  /** Closes the readers; only once no stream thread runs any more. */
  @Override
  public void close() {
    pool.close();
  }
}
