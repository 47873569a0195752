package dev.weir.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.FraudVerdict;
import dev.weir.serde.WeirAvroDeserializer;
import dev.weir.serde.topic.WeirTopic;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Payments of some thousand cards, all made at the same instant: each sees every payment of its
 * card that came before it, in whatever order they arrive. Inputs and verdicts may be used by two
 * threads.
 */
final class PaymentTraffic implements Traffic {

  private static final int CARDS = 1_009;
  private static final int TERMINALS = 2_003;
  private static final String SEEN = "card_count_1d";

  private final Transactions transactions;
  private final Instant madeAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private final WeirAvroDeserializer<FraudVerdict> reader;
  private final Map<Integer, Float> mostSeen = new HashMap<>();

  PaymentTraffic(TestTopics topics) {
    transactions = new Transactions(topics);
    reader = new WeirAvroDeserializer<>(FraudVerdict.class, topics.registry());
  }

  @Override
  public ProducerRecord<byte[], byte[]> input(int number) {
    if (Traffic.isPoison(number)) {
      return transactions.poison(("poison-" + number).getBytes(UTF_8));
    }
    String terminal = "terminal-" + number % TERMINALS;
    return transactions.payment("event-" + number, "card-" + number % CARDS, terminal, madeAt);
  }

  @Override
  public WeirTopic verdicts() {
    return WeirTopic.FRAUD_VERDICTS;
  }

  @Override
  public Verdict verdict(ConsumerRecord<byte[], byte[]> record) {
    FraudVerdict verdict = reader.deserialize(record.topic(), record.value());
    int number = Integer.parseInt(verdict.getEventId().substring("event-".length()));
    mostSeen.merge(number % CARDS, verdict.getFeatures().get(SEEN), Math::max);
    return new Verdict(verdict.getEventId(), verdict.getVerdictId());
  }

  /** The last payment of each card has seen all of the card below that number, each once. */
  void assertEachInItsHistoryOnce(int sent) {
    Map<Integer, Float> payments = new HashMap<>();
    for (int number = 0; number < sent; number++) {
      if (!Traffic.isPoison(number)) {
        payments.merge(number % CARDS, 1f, Float::sum);
      }
    }
    assertThat(mostSeen).isEqualTo(payments);
  }
}
