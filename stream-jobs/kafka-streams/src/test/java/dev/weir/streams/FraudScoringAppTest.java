package dev.weir.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.scoring.dedup.DuplicateWindow;
import dev.weir.scoring.fraud.FraudSettings;
import dev.weir.streams.options.FraudAppOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class FraudScoringAppTest {

  private static final String[] REQUIRED = {
    "--bootstrap-servers", "localhost:1", "--schema-registry", "http://localhost:2", "--model", "m"
  };

  @Test
  void defaults_areThoseOfTheFlinkJob_exactlyOnce() {
    FraudAppOptions options = parse();

    options.check();

    assertThat(options.duplicates()).isEqualTo(DuplicateWindow.DEFAULT);
    assertThat(options.features()).isEqualTo(FraudSettings.defaults());
    assertThat(options.historyMemory()).isEqualTo(Duration.ofDays(90));
    assertThat(options.labelMemory()).isEqualTo(Duration.ofDays(90));
    assertThat(options.scoring().control().policy()).isEqualTo("fraud");
    assertThat(options.settings()).containsEntry("processing.guarantee", "exactly_once_v2");
  }

  @Test
  void options_givenOtherwise_areTaken() {
    FraudAppOptions options =
        parse("--currencies=EUR,USD", "--zone=Europe/Vienna", "--partitions=3");

    assertThat(options.scoring().limits().currencies()).containsExactlyInAnyOrder("EUR", "USD");
    assertThat(options.features().zone().getId()).isEqualTo("Europe/Vienna");
    assertThat(options.partitions()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "--partitions=0, --partitions expects a whole number from 1 on; got 0",
    "--history-memory=P10D, --history-memory must be at least P38D",
    "--label-memory=PT-1S, --label-memory expects a duration such as P90D",
    "--label-delay=P99D, label delay",
    "--zone=Wien, --zone expects a time zone such as UTC",
    "--commit-interval-ms=60000, --transaction-timeout-ms must be longer",
    "--exactly-once, --exactly-once",
  })
  void option_thatDoesNotFit_isWrongUsageAndIsNamed(String option, String message) {
    assertThat(Said.by(() -> FraudScoringApp.run(with(option)))).startsWith("2 ").contains(message);
  }

  private static FraudAppOptions parse(String... more) {
    return CommandLine.populateCommand(new FraudAppOptions(), with(more));
  }

  private static String[] with(String... more) {
    String[] words = java.util.Arrays.copyOf(REQUIRED, REQUIRED.length + more.length);
    System.arraycopy(more, 0, words, REQUIRED.length, more.length);
    return words;
  }
}
