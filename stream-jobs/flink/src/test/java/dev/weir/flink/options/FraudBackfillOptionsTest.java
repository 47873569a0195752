package dev.weir.flink.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FraudBackfillOptionsTest {

  @Test
  void parse_theJobsWordsAndAFolder_readsAllUpToNow() {
    FraudBackfillOptions options = parse("--savepoint=/s", "--zone=Europe/Vienna");

    assertThat(options.savepoint()).isEqualTo("/s");
    assertThat(options.from()).isEmpty();
    assertThat(options.until()).isEmpty();
    assertThat(options.job().features().zone().getId()).isEqualTo("Europe/Vienna");
  }

  @Test
  void parse_times_areUnixMilliseconds() {
    FraudBackfillOptions options =
        parse("--savepoint=/s", "--from=2026-01-01T00:00:00Z", "--until=2026-01-31T00:00:00Z");

    assertThat(options.from()).hasValue(Instant.parse("2026-01-01T00:00:00Z").toEpochMilli());
    assertThat(options.until()).hasValue(Instant.parse("2026-01-31T00:00:00Z").toEpochMilli());
  }

  @Test
  void parse_whatDoesNotFit_saysWhatWasExpected() {
    assertThatThrownBy(() -> parse())
        .hasMessageContaining("option --savepoint is required; options of the fraud backfill job");
    assertThatThrownBy(() -> parse("--savepoint=/s", "--until=yesterday"))
        .isInstanceOf(UsageException.class)
        .hasMessage("option --until expects a time such as 2026-01-31T00:00:00Z; got 'yesterday'");
    assertThatThrownBy(
            () ->
                parse(
                    "--savepoint=/s",
                    "--from=2026-01-31T00:00:00Z",
                    "--until=2026-01-31T00:00:00Z"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("option --until must be later than --from");
    assertThatThrownBy(() -> parse("--savepoint=/s", "--start-offsets=/f"))
        .hasMessageContaining("option '--start-offsets' is unknown");
  }

  private static FraudBackfillOptions parse(String... more) {
    String[] words = {
      "--bootstrap-servers=localhost:9092", "--schema-registry=http://localhost:8081", "--model=/m"
    };
    String[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return FraudBackfillOptions.parse(all);
  }
}
