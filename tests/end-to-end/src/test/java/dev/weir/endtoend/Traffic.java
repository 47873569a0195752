package dev.weir.endtoend;

import dev.weir.serde.topic.WeirTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Inputs numbered from zero, and how an answer names its input: {@code event-<number>}, or {@code
 * poison-<number>} as the key of a dead letter.
 */
interface Traffic {

  /** Every so many inputs one has no answer but a dead letter. */
  int POISON_EVERY = 100;

  /** Whether the answer to that number is a dead letter. */
  static boolean isPoison(int number) {
    return number % POISON_EVERY == 0;
  }

  /** The input of that number; called by one thread at a time. */
  ProducerRecord<byte[], byte[]> input(int number);

  /** The topic that answers it. */
  WeirTopic verdicts();

  /** Reads a record of {@link #verdicts}; called once for each, in the order of its partition. */
  Verdict verdict(ConsumerRecord<byte[], byte[]> record);

  /** What a verdict is about, and its own id. */
  record Verdict(String eventId, String verdictId) {}
}
