package dev.weir.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.scoring.dedup.DuplicateWindow;
import dev.weir.streams.options.TextAppOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class TextScoringAppTest {

  private static final String[] REQUIRED = {
    "--bootstrap-servers", "localhost:1", "--schema-registry", "http://localhost:2", "--model", "m"
  };

  @Test
  void commandLine_withoutRequiredOptions_isWrongUsageAndNamesThem() {
    assertThat(run()).startsWith("2 ").contains("--bootstrap-servers").contains("--model");
  }

  @ParameterizedTest
  @CsvSource({
    "--threads=0, --threads expects a whole number from 1 on; got 0",
    "--batch-size=none, --batch-size",
    "--batch-age-ms=-1, --batch-age-ms expects a whole number from 0 on; got -1",
    "--commit-interval-ms=0, --commit-interval-ms expects a whole number from 1 on; got 0",
    "--dedup-window=PT-1S, --dedup-window expects a duration such as PT10M",
    "--thread=2, --thread",
  })
  void option_thatDoesNotFit_isWrongUsageAndIsNamed(String option, String message) {
    assertThat(run(with(option))).startsWith("2 ").contains(message);
  }

  @Test
  void transactionTimeout_shorterThanTheCommitInterval_isWrongUsage() {
    String[] words = with("--exactly-once");
    words = with(words, "--transaction-timeout-ms=100");

    assertThat(run(words)).startsWith("2 ").contains("--transaction-timeout-ms must be longer");
  }

  @Test
  void options_dedupWindow_isTheOneOfBothEngines() {
    TextAppOptions options = CommandLine.populateCommand(new TextAppOptions(), REQUIRED);

    assertThat(options.common().duplicates()).isEqualTo(DuplicateWindow.DEFAULT);
  }

  private static String[] with(String option) {
    return with(REQUIRED, option);
  }

  private static String[] with(String[] words, String option) {
    String[] more = java.util.Arrays.copyOf(words, words.length + 1);
    more[words.length] = option;
    return more;
  }

  /** Exit code, a blank, and what was said on standard error. */
  private static String run(String... words) {
    return Said.by(() -> TextScoringApp.run(words));
  }
}
