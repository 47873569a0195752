package dev.weir.flink.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.flink.batch.BatchLimits;
import dev.weir.scoring.dedup.DuplicateWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TextJobOptionsTest {

  @Test
  void parse_requiredOnly_hasTheDocumentedDefaults() {
    assertThat(parse())
        .isEqualTo(
            new TextJobOptions(
                new JobSettings(
                    "localhost:9092",
                    "http://localhost:8081/apis/ccompat/v7",
                    "weir.",
                    "weir-text-scoring",
                    OptionalInt.empty(),
                    StateBackend.HEAP,
                    new Delivery(
                        false, Duration.ofSeconds(10), Duration.ofMinutes(10), Compression.LZ4)),
                "/models/m",
                "",
                "default",
                new BatchLimits(256, 262_144, Duration.ofMillis(1)),
                64,
                new JobMemory(DuplicateWindow.DEFAULT, true, true),
                10_000));
  }

  @Test
  void parse_everyOption_isTaken() {
    assertThat(
            parse(
                "--model-store=/models",
                "--policy=strict",
                "--topic-prefix",
                "shop.",
                "--group-id=g",
                "--parallelism",
                "3",
                "--batch-size",
                "64",
                "--batch-bytes",
                "4096",
                "--batch-age-ms",
                "0",
                "--score-cache-mb=16",
                "--dedup-window",
                "0s",
                "--campaigns=false",
                "--authors=false",
                "--state-backend=rocksdb",
                "--max-text-chars",
                "500",
                "--exactly-once",
                "--checkpoint-interval",
                "500ms",
                "--transaction-timeout",
                "1min",
                "--compression=zstd"))
        .isEqualTo(
            new TextJobOptions(
                new JobSettings(
                    "localhost:9092",
                    "http://localhost:8081/apis/ccompat/v7",
                    "shop.",
                    "g",
                    OptionalInt.of(3),
                    StateBackend.ROCKSDB,
                    new Delivery(
                        true, Duration.ofMillis(500), Duration.ofMinutes(1), Compression.ZSTD)),
                "/models/m",
                "/models",
                "strict",
                new BatchLimits(64, 4_096, Duration.ZERO),
                16,
                new JobMemory(new DuplicateWindow(Duration.ZERO), false, false),
                500));
  }

  @Test
  void parse_exactlyOnce_checkpointsEverySecond() {
    assertThat(delivery("--exactly-once").checkpointInterval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(delivery("--exactly-once=false").checkpointInterval())
        .isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void parse_unknownOption_suggestsTheNearest() {
    assertThatThrownBy(() -> parse("--batchsize", "3"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("option '--batchsize' is unknown; did you mean --batch-size?");
  }

  @Test
  void parse_strayWord_isUnknown() {
    assertThatThrownBy(() -> parse("surplus")).hasMessageContaining("option 'surplus' is unknown");
  }

  @Test
  void parse_requiredOptionMissing_isNamed() {
    assertThatThrownBy(() -> TextJobOptions.parse("--model", "/m"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("option --bootstrap-servers is required");
  }

  @Test
  void parse_valueMissing_isNamed() {
    assertThatThrownBy(() -> parse("--group-id", "--exactly-once"))
        .hasMessage("option --group-id expects a value; got none");
    assertThatThrownBy(() -> parse("--group-id"))
        .hasMessage("option --group-id expects a value; got none");
  }

  @Test
  void parse_optionTwice_isRefused() {
    assertThatThrownBy(() -> parse("--model", "/other"))
        .hasMessage("option --model is given twice; expected once");
  }

  @Test
  void parse_wrongValues_sayWhatWasExpected() {
    assertThatThrownBy(() -> parse("--batch-size", "0"))
        .hasMessage("option --batch-size expects a whole number from 1 on; got '0'");
    assertThatThrownBy(() -> parse("--batch-age-ms", "5ms"))
        .hasMessage("option --batch-age-ms expects a whole number from 0 on; got '5ms'");
    assertThatThrownBy(() -> parse("--exactly-once=maybe"))
        .hasMessage("option --exactly-once expects true or false; got 'maybe'");
    assertThatThrownBy(() -> parse("--state-backend=disk"))
        .hasMessage("option --state-backend expects one of [heap, rocksdb]; got 'disk'");
    assertThatThrownBy(() -> parse("--checkpoint-interval", "soon"))
        .hasMessage(
            "option --checkpoint-interval expects a time such as 500ms, 10s or 5min; got 'soon'");
  }

  @Test
  void parse_transactionShorterThanCheckpoints_isRefused() {
    assertThatThrownBy(
            () -> parse("--exactly-once", "--transaction-timeout=5s", "--checkpoint-interval=10s"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--transaction-timeout must be longer than --checkpoint-interval");
  }

  private static Delivery delivery(String word) {
    return parse(word).settings().delivery();
  }

  private static TextJobOptions parse(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "--bootstrap-servers", "localhost:9092",
                "--schema-registry", "http://localhost:8081/apis/ccompat/v7",
                "--model", "/models/m"));
    words.addAll(List.of(more));
    return TextJobOptions.parse(words.toArray(String[]::new));
  }
}
