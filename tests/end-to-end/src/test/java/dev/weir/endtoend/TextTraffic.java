package dev.weir.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.schemas.TextVerdict;
import dev.weir.serde.WeirAvroDeserializer;
import dev.weir.serde.topic.WeirTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Comments and chat messages in turn. */
final class TextTraffic implements Traffic {

  private final String poisonTopic;
  private final Comments comments;
  private final WeirAvroDeserializer<TextVerdict> reader;

  TextTraffic(TestTopics topics) {
    poisonTopic = topics.name(WeirTopic.COMMENTS);
    comments = new Comments(topics);
    reader = new WeirAvroDeserializer<>(TextVerdict.class, topics.registry());
  }

  @Override
  public ProducerRecord<byte[], byte[]> input(int number) {
    if (Traffic.isPoison(number)) {
      byte[] key = ("poison-" + number).getBytes(UTF_8);
      return new ProducerRecord<>(poisonTopic, key, new byte[9]);
    }
    String text = "the lid of number " + number + " does not close";
    String id = "event-" + number;
    return number % 2 == 0
        ? comments.comment("subject-" + number % 97, id, "author-" + number % 971, text)
        : comments.chatMessage("room-" + number % 97, id, text);
  }

  @Override
  public WeirTopic verdicts() {
    return WeirTopic.TEXT_VERDICTS;
  }

  @Override
  public Verdict verdict(ConsumerRecord<byte[], byte[]> record) {
    TextVerdict verdict = reader.deserialize(record.topic(), record.value());
    return new Verdict(verdict.getEventId(), verdict.getVerdictId());
  }
}
