package dev.weir.cli.backtest;

import dev.weir.cli.CommandFailure;
import dev.weir.cli.kafka.Connection;
import dev.weir.cli.kafka.TopicReader;
import dev.weir.cli.kafka.TopicScan;
import dev.weir.retrain.backtest.Backtest;
import dev.weir.retrain.backtest.Recorded;
import dev.weir.schemas.FraudVerdict;
import dev.weir.schemas.Policy;
import dev.weir.scoring.Admission;
import dev.weir.scoring.FraudIntake;
import dev.weir.scoring.FraudLabelIntake;
import dev.weir.scoring.FraudScoringConfig;
import dev.weir.scoring.label.FraudVote;
import dev.weir.scoring.policy.FraudFacts;
import dev.weir.scoring.policy.FraudPolicies;
import dev.weir.scoring.policy.PolicyBook;
import dev.weir.serde.UndecodableRecordException;
import dev.weir.serde.WeirAvroDeserializer;
import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import dev.weir.serde.topic.WeirTopic;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The history of a cluster: its topics {@code transactions}, {@code feedback} and {@code
 * fraud-verdicts} as they are now. Reads only; nothing is committed or registered. Not thread-safe.
 */
public final class KafkaHistory implements HistorySource, AutoCloseable {

  private final Connection connection;
  private final FraudScoringConfig config;
  private final SchemaRegistryClient registry;
  private final Consumer<String> unusable;

  /**
   * @param unusable told of what cannot be read or used, which jobs refuse as well
   */
  public KafkaHistory(Connection connection, Consumer<String> unusable) {
    this.connection = connection;
    this.unusable = unusable;
    this.config =
        FraudScoringConfig.of("", connection.registryUrl(), connection.topicPrefix(), "backtest");
    this.registry = RegistryClients.connect(RegistryConfig.of(connection.registryUrl()));
  }

  /** The policies that were published, each to decide on the records of its time. */
  public PolicyBook<FraudFacts> policies() {
    WeirAvroDeserializer<Policy> reader = new WeirAvroDeserializer<>(Policy.class, registry);
    BookOfPolicies book = new BookOfPolicies();
    TopicScan.forEach(
        connection,
        WeirTopic.POLICIES,
        record -> {
          try {
            book.take(record, reader).forEach(unusable);
          } catch (UndecodableRecordException e) {
            unusable.accept(String.valueOf(e.getMessage()));
          }
        });
    return book.book;
  }

  private static final class BookOfPolicies {
    private PolicyBook<FraudFacts> book = PolicyBook.of(FraudPolicies.DOMAIN, FraudPolicies.NAME);

    List<String> take(ConsumerRecord<byte[], byte[]> record, WeirAvroDeserializer<Policy> reader) {
      @Nullable Policy policy =
          record.value() == null ? null : reader.deserialize(record.topic(), record.value());
      String name =
          policy != null
              ? policy.getName()
              : record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
      PolicyBook.Change<FraudFacts> change = book.with(name, policy);
      book = change.book();
      return change.problems().stream().map(problem -> "policy " + name + ": " + problem).toList();
    }
  }

  @Override
  public List<FraudVote> votes() {
    List<FraudVote> votes = new ArrayList<>();
    try (FraudLabelIntake intake = FraudLabelIntake.open(config)) {
      TopicScan.forEach(
          connection, WeirTopic.FEEDBACK, record -> vote(intake, record).ifPresent(votes::add));
    }
    return votes;
  }

  private Optional<FraudVote> vote(FraudLabelIntake intake, ConsumerRecord<byte[], byte[]> record) {
    Admission<Optional<FraudVote>> admission;
    try {
      admission = intake.read(TransactionMerge.raw(record));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted", e);
    }
    if (admission instanceof Admission.Accepted<Optional<FraudVote>> accepted) {
      return accepted.request();
    }
    unusable.accept(
        "%s-%d@%d is no label; jobs make a dead letter of it"
            .formatted(record.topic(), record.partition(), record.offset()));
    return Optional.empty();
  }

  @Override
  public void transactions(Backtest to, LongConsumer progress) {
    String topic = WeirTopic.TRANSACTIONS.topicName(connection.topicPrefix());
    List<TopicPartition> partitions;
    try (TopicReader reader = new TopicReader(connection, List.of(topic))) {
      partitions = List.copyOf(reader.ends().keySet());
    }
    List<PartitionCursor> cursors = PartitionCursor.open(connection, partitions);
    try (FraudIntake intake = FraudIntake.open(config)) {
      new TransactionMerge(intake, to, progress).run(cursors);
    } finally {
      cursors.forEach(PartitionCursor::close);
    }
  }

  @Override
  public void verdicts(Backtest to) {
    WeirAvroDeserializer<FraudVerdict> reader =
        new WeirAvroDeserializer<>(FraudVerdict.class, registry);
    TopicScan.forEach(
        connection,
        WeirTopic.FRAUD_VERDICTS,
        record -> {
          @Nullable FraudVerdict verdict = reader.deserialize(record.topic(), record.value());
          if (verdict != null) {
            to.recorded(
                verdict.getEventId(),
                new Recorded(verdict.getDecision(), verdict.getRisk(), verdict.getPolicyVersion()));
          }
        });
  }

  /** Closes the registry client. */
  @Override
  public void close() throws IOException {
    registry.close();
  }
}
