package dev.weir.cli.dlq;

import dev.weir.scoring.deadletter.DeadLetterHeaders;
import dev.weir.scoring.dedup.DuplicateWindow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * One record of the topic of dead letters. Immutable as long as nobody writes to its bytes.
 *
 * @param record as it was read
 */
public record DeadLetter(ConsumerRecord<byte[], byte[]> record) {

  /** What the job added; everything else belonged to the original. */
  private static final Set<String> OURS =
      Set.of(
          DeadLetterHeaders.EXCEPTION,
          DeadLetterHeaders.MESSAGE,
          DeadLetterHeaders.STACK_TRACE,
          DeadLetterHeaders.TOPIC,
          DeadLetterHeaders.PARTITION,
          DeadLetterHeaders.OFFSET,
          DeadLetterHeaders.STAGE,
          DeadLetterHeaders.JOB,
          DeadLetterHeaders.FAILED_AT,
          DuplicateWindow.REPLAYED_FROM);

  public Place place() {
    return new Place(record.partition(), record.offset());
  }

  public Instant time() {
    return Instant.ofEpochMilli(record.timestamp());
  }

  /** Kafka topic that the original came from; empty if nobody wrote it down. */
  public Optional<String> origin() {
    return header(DeadLetterHeaders.TOPIC);
  }

  /** The original's place, such as {@code weir.comments/2/17}; unknown parts are a dash. */
  public String originPlace() {
    return origin().orElse("-")
        + "/"
        + header(DeadLetterHeaders.PARTITION).orElse("-")
        + "/"
        + header(DeadLetterHeaders.OFFSET).orElse("-");
  }

  public String stage() {
    return header(DeadLetterHeaders.STAGE).orElse("-");
  }

  public String job() {
    return header(DeadLetterHeaders.JOB).orElse("-");
  }

  /** Class of what was thrown, without its package. */
  public String exception() {
    String name = header(DeadLetterHeaders.EXCEPTION).orElse("-");
    return name.substring(name.lastIndexOf('.') + 1);
  }

  public String message() {
    return header(DeadLetterHeaders.MESSAGE).orElse("");
  }

  public String stackTrace() {
    return header(DeadLetterHeaders.STACK_TRACE).orElse("");
  }

  private Optional<String> header(String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
  }

  /**
   * The original as it was, and a header that says where it waited: a job answers it although it
   * has seen its event id.
   *
   * @throws IllegalStateException if the letter does not say where it came from
   */
  public ProducerRecord<byte[], byte[]> original() {
    RecordHeaders headers = new RecordHeaders();
    for (Header header : record.headers()) {
      if (!OURS.contains(header.key())) {
        headers.add(header);
      }
    }
    String from = record.topic() + "/" + place();
    headers.add(DuplicateWindow.REPLAYED_FROM, from.getBytes(StandardCharsets.UTF_8));
    return new ProducerRecord<>(
        origin().orElseThrow(() -> new IllegalStateException(from + " has no topic of origin")),
        null,
        record.key(),
        record.value(),
        headers);
  }
}
