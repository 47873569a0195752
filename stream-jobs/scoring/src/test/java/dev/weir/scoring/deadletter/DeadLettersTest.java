package dev.weir.scoring.deadletter;

import static dev.weir.scoring.record.RecordHeader.lastText;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.record.RawRecord;
import dev.weir.scoring.record.RecordHeader;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private final DeadLetters deadLetters = new DeadLetters("weir.dead-letters", "some-job");

  @Test
  void of_record_keepsKeyValueAndHeaders() {
    RecordHeader trace = RecordHeader.ofText("traceparent", "00-ab");
    RecordHeader empty = new RecordHeader("empty", null);
    RawRecord original = record(new byte[] {1}, new byte[] {2, 3}, List.of(trace, empty));

    OutboundRecord letter = deadLetters.of(original, failure(new IllegalStateException("x")), NOW);

    assertThat(letter.topic()).isEqualTo("weir.dead-letters");
    assertThat(letter.key()).isSameAs(original.key());
    assertThat(letter.value()).isSameAs(original.value());
    assertThat(letter.headers()).startsWith(trace, empty);
  }

  @Test
  void of_record_saysWhatFailedWhere() {
    RawRecord original = record(null, null, List.of());

    List<RecordHeader> headers =
        deadLetters.of(original, failure(new IllegalStateException("no value")), NOW).headers();

    assertThat(lastText(headers, "__streams.errors.exception"))
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(lastText(headers, "__streams.errors.message")).isEqualTo("no value");
    assertThat(lastText(headers, "__streams.errors.stacktrace"))
        .startsWith("java.lang.IllegalStateException: no value\n\tat ");
    assertThat(lastText(headers, "__streams.errors.topic")).isEqualTo("weir.comments");
    assertThat(lastText(headers, "__streams.errors.partition")).isEqualTo("2");
    assertThat(lastText(headers, "__streams.errors.offset")).isEqualTo("42");
    assertThat(lastText(headers, "weir.stage")).isEqualTo("decode");
    assertThat(lastText(headers, "weir.job")).isEqualTo("some-job");
    assertThat(lastText(headers, "weir.failed-at")).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(headers).hasSize(9);
  }

  @Test
  void of_failureWithoutMessage_hasAnEmptyOne() {
    List<RecordHeader> headers =
        deadLetters
            .of(record(null, null, List.of()), failure(new IllegalStateException()), NOW)
            .headers();

    assertThat(lastText(headers, "__streams.errors.message")).isEmpty();
  }

  @Test
  void of_endlessMessageAndCauses_isBounded() {
    Throwable cause = null;
    for (int i = 0; i < 100; i++) {
      cause = new IllegalStateException("m".repeat(100_000), cause);
    }

    OutboundRecord letter = deadLetters.of(record(null, null, List.of()), failure(cause), NOW);

    int size = letter.headers().stream().mapToInt(header -> header.value().length).sum();
    assertThat(size).isLessThan(8 * 1024);
  }

  @Test
  void of_causeChain_namesEveryCause() {
    Throwable failure = new IllegalStateException("outer", new IllegalArgumentException("inner"));
    failure.setStackTrace(new StackTraceElement[0]);

    List<RecordHeader> headers =
        deadLetters.of(record(null, null, List.of()), failure(failure), NOW).headers();

    assertThat(lastText(headers, "__streams.errors.stacktrace"))
        .contains("Caused by: java.lang.IllegalArgumentException: inner");
  }

  private static RecordFailure failure(Throwable cause) {
    return new RecordFailure(Stage.DECODE, cause);
  }

  private static RawRecord record(byte[] key, byte[] value, List<RecordHeader> headers) {
    return new RawRecord("weir.comments", 2, 42, 1_000, key, value, headers);
  }

  @Test
  void lastText_repeatedHeader_isTheLast() {
    List<RecordHeader> headers =
        List.of(RecordHeader.ofText("a", "1"), RecordHeader.ofText("a", "2"));

    assertThat(lastText(headers, "a")).isEqualTo("2");
    assertThat(lastText(headers, "b")).isNull();
    assertThat(headers.get(0).value()).isEqualTo("1".getBytes(UTF_8));
  }
}
