package dev.weir.flink.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.flink.batch.BatchLimits;
import dev.weir.scoring.dedup.DuplicateWindow;
import dev.weir.scoring.fraud.FraudSettings;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FraudJobOptionsTest {

  @Test
  void parse_requiredOnly_hasTheDocumentedDefaults() {
    assertThat(parse())
        .isEqualTo(
            new FraudJobOptions(
                new JobSettings(
                    "localhost:9092",
                    "http://localhost:8081",
                    "weir.",
                    "weir-fraud-scoring",
                    OptionalInt.empty(),
                    StateBackend.HEAP,
                    new Delivery(
                        false, Duration.ofSeconds(10), Duration.ofMinutes(10), Compression.LZ4)),
                "/models/m",
                "",
                "fraud",
                new BatchLimits(256, 262_144, Duration.ofMillis(1)),
                DuplicateWindow.DEFAULT,
                FraudSettings.defaults(),
                Duration.ofDays(90),
                Duration.ofDays(90),
                Set.of(),
                ""));
  }

  @Test
  void parse_everyOption_isTaken() {
    assertThat(
            parse(
                "--model-store=/models",
                "--policy=strict",
                "--topic-prefix=shop.",
                "--group-id=g",
                "--parallelism=3",
                "--batch-size=64",
                "--batch-bytes=4096",
                "--batch-age-ms=0",
                "--dedup-window=0s",
                "--currencies=EUR, CHF",
                "--label-delay=3d",
                "--zone=Europe/Vienna",
                "--history-memory=60d",
                "--label-memory=120d",
                "--state-backend=rocksdb",
                "--start-offsets=/savepoints/start-offsets.json",
                "--exactly-once",
                "--checkpoint-interval=500ms",
                "--transaction-timeout=1min",
                "--compression=zstd"))
        .isEqualTo(
            new FraudJobOptions(
                new JobSettings(
                    "localhost:9092",
                    "http://localhost:8081",
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
                new DuplicateWindow(Duration.ZERO),
                new FraudSettings(Duration.ofDays(3), ZoneId.of("Europe/Vienna")),
                Duration.ofDays(60),
                Duration.ofDays(120),
                Set.of("EUR", "CHF"),
                "/savepoints/start-offsets.json"));
  }

  @Test
  void parse_historiesShorterThanWindows_areRefused() {
    assertThatThrownBy(() -> parse("--history-memory=37d"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("option --history-memory must be at least 38d");
    assertThat(parse("--history-memory=31d", "--label-delay=0s").historyMemory())
        .isEqualTo(Duration.ofDays(31));
  }

  @Test
  void parse_wrongValues_sayWhatWasExpected() {
    assertThatThrownBy(() -> parse("--zone=Vienna"))
        .hasMessage("option --zone expects a time zone such as UTC or Europe/Vienna; got 'Vienna'");
    assertThatThrownBy(() -> parse("--label-delay=90d", "--history-memory=400d"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--label-delay")
        .hasMessageContaining("0 to 60 days");
    assertThatThrownBy(() -> parse("--campaigns=true"))
        .hasMessageContaining("option '--campaigns' is unknown");
    assertThatThrownBy(() -> FraudJobOptions.parse("--model=/m"))
        .hasMessageContaining("options of the fraud scoring job:");
  }

  private static FraudJobOptions parse(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "--bootstrap-servers=localhost:9092",
                "--schema-registry=http://localhost:8081",
                "--model=/models/m"));
    words.addAll(List.of(more));
    return FraudJobOptions.parse(words.toArray(String[]::new));
  }
}
