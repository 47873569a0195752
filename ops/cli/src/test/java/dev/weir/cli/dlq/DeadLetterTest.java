package dev.weir.cli.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cli.UsageFailure;
import dev.weir.scoring.deadletter.DeadLetters;
import dev.weir.scoring.deadletter.RecordFailure;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.record.RawRecord;
import dev.weir.scoring.record.RecordHeader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class DeadLetterTest {

  private static final Instant FAILED = Instant.parse("2026-11-22T08:00:00Z");

  @Test
  void original_isTheRecordAsItWas_andSaysWhereItWaited() {
    DeadLetter letter = letter(Stage.VALIDATE, "text: expected 1 to 10000 characters, got 12000");

    ProducerRecord<byte[], byte[]> original = letter.original();

    assertThat(original.topic()).isEqualTo("weir.comments");
    assertThat(original.key()).isEqualTo("kettle".getBytes(UTF_8));
    assertThat(original.value()).isEqualTo(new byte[] {0, 1, 2, -1});
    assertThat(original.partition()).isNull();
    assertThat(names(original)).containsExactly("trace", "weir.replayed-from");
    assertThat(new String(original.headers().lastHeader("weir.replayed-from").value(), UTF_8))
        .isEqualTo("weir.dead-letters/3/17");
  }

  @Test
  void original_ofALetterThatFailedAgain_namesTheLastPlaceOnly() {
    DeadLetter first = letter(Stage.VALIDATE, "too long");
    RecordHeaders headers = new RecordHeaders();
    first.record().headers().forEach(headers::add);
    headers.add("weir.replayed-from", "weir.dead-letters/0/1".getBytes(UTF_8));
    assertThat(names(letter(headers).original())).containsExactly("trace", "weir.replayed-from");
  }

  @Test
  void original_withoutATopicOfOrigin_isRefused() {
    assertThatThrownBy(() -> letter(new RecordHeaders()).original())
        .hasMessageContaining("no topic of origin");
  }

  @Test
  void filter_allThatIsGivenMustHold() {
    DeadLetter letter = letter(Stage.DECODE, "magic byte: expected 0, got 9");
    assertThat(new DeadLetterFilter(Set.of(), null, null, null, Set.of())).accepts(letter);
    assertThat(filter(Set.of("decode"), "weir.comments", "MAGIC")).accepts(letter);
    assertThat(filter(Set.of("validate"), "weir.comments", "magic")).rejects(letter);
    assertThat(filter(Set.of("decode"), "weir.chat-messages", "magic")).rejects(letter);
    assertThat(filter(Set.of("decode"), "weir.comments", "schema")).rejects(letter);
    assertThat(filter(Set.of(), null, null, FAILED.plusSeconds(1), Set.of())).rejects(letter);
    assertThat(filter(Set.of(), null, null, FAILED, Set.of(new Place(3, 17)))).accepts(letter);
    assertThat(filter(Set.of(), null, null, null, Set.of(new Place(3, 18)))).rejects(letter);
  }

  @Test
  void place_isPartitionAndOffset() {
    assertThat(Place.of("3/17")).isEqualTo(new Place(3, 17)).hasToString("3/17");
    assertThatThrownBy(() -> Place.of("17")).isInstanceOf(UsageFailure.class);
  }

  private static DeadLetterFilter filter(Set<String> stages, String origin, String containing) {
    return filter(stages, origin, containing, null, Set.of());
  }

  private static DeadLetterFilter filter(
      Set<String> stages,
      @org.jspecify.annotations.Nullable String origin,
      @org.jspecify.annotations.Nullable String containing,
      @org.jspecify.annotations.Nullable Instant since,
      Set<Place> places) {
    return new DeadLetterFilter(stages, origin, containing, since, places);
  }

  private static List<String> names(ProducerRecord<byte[], byte[]> record) {
    return StreamSupport.stream(record.headers().spliterator(), false).map(Header::key).toList();
  }

  /** A letter as the jobs write it. */
  private static DeadLetter letter(Stage stage, String message) {
    RawRecord original =
        new RawRecord(
            "weir.comments",
            2,
            40,
            FAILED.toEpochMilli(),
            "kettle".getBytes(UTF_8),
            new byte[] {0, 1, 2, -1},
            List.of(RecordHeader.ofText("trace", "t-1")));
    OutboundRecord written =
        new DeadLetters("weir.dead-letters", "weir-text-scoring")
            .of(original, new RecordFailure(stage, new IllegalStateException(message)), FAILED);
    RecordHeaders headers = new RecordHeaders();
    written.headers().forEach(header -> headers.add(header.key(), header.value()));
    return letter(headers);
  }

  private static DeadLetter letter(RecordHeaders headers) {
    return new DeadLetter(
        new ConsumerRecord<>(
            "weir.dead-letters",
            3,
            17,
            FAILED.toEpochMilli(),
            TimestampType.LOG_APPEND_TIME,
            6,
            4,
            "kettle".getBytes(UTF_8),
            new byte[] {0, 1, 2, -1},
            headers,
            Optional.empty()));
  }
}
