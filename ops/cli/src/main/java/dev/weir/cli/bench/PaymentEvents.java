package dev.weir.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.cli.kafka.Connection;
import dev.weir.schemas.CardTransaction;
import dev.weir.serde.WeirAvroSerializer;
import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import dev.weir.serde.topic.WeirTopic;
import dev.weir.simulator.card.CardWorld;
import dev.weir.simulator.card.TransactionSource;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Payments of the simulator by many cards, each of which pays twice a day on average, at a tenth as
 * many terminals. The calendar begins sixty days ago, sooner where few cards take long to pay what
 * a bench asks for, and goes on with every payment: what is made after today has no verdict. Not
 * thread-safe.
 */
final class PaymentEvents implements AutoCloseable {

  private static final int DAYS_BEFORE_NOW = 60;
  private static final int MOST_PAYMENTS_OF_FEW = 4_000_000;
  private static final int A_DAY = 2;
  private static final int CARDS_A_TERMINAL = 10;
  private static final double RADIUS = 5;
  private static final int FEWEST_TERMINALS = 1_000;

  private final String topic;
  private final TransactionSource source;
  private final SchemaRegistryClient registry;
  private final WeirAvroSerializer<CardTransaction> serializer;

  /**
   * @param cards how many there are
   */
  PaymentEvents(Connection connection, int cards, long seed) {
    topic = WeirTopic.TRANSACTIONS.topicName(connection.topicPrefix());
    int terminals = Math.max(FEWEST_TERMINALS, cards / CARDS_A_TERMINAL);
    source =
        new TransactionSource(
            seed, Instant.now().minus(beforeNow(cards)), new CardWorld(cards, terminals, RADIUS));
    registry = RegistryClients.connect(RegistryConfig.of(connection.registryUrl()));
    serializer = new WeirAvroSerializer<>(CardTransaction.class, registry);
  }

  private static Duration beforeNow(int cards) {
    return Duration.ofDays(DAYS_BEFORE_NOW + MOST_PAYMENTS_OF_FEW / (A_DAY * cards));
  }

  /** The next payment, as the producer sends it. */
  ProducerRecord<byte[], byte[]> next() {
    CardTransaction payment = source.next().event();
    return new ProducerRecord<>(
        topic,
        payment.getCardId().getBytes(UTF_8),
        Objects.requireNonNull(serializer.serialize(topic, payment)));
  }

  @Override
  public void close() {
    try {
      registry.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
