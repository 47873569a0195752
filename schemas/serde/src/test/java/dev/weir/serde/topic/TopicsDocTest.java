package dev.weir.serde.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of topics in {@code docs/events.md} says what the catalogue says. */
class TopicsDocTest {
  private static final Path DOC = Path.of("..", "..", "docs", "events.md");

  @ParameterizedTest
  @EnumSource
  void row_ofTopic_hasItsValueRetentionAndRule(WeirTopic topic) throws IOException {
    String begin = "| `" + topic.shortName() + "` |";
    String row;
    try (Stream<String> lines = Files.lines(DOC)) {
      row = lines.filter(line -> line.startsWith(begin)).findFirst().orElse("no row " + begin);
    }

    String value = topic.valueClass().map(type -> "`" + type.getSimpleName() + "`").orElse("bytes");
    String age = topic.retention().map(kept -> kept.toDays() + " days").orElse("");
    String compacted = topic.cleanup() == CleanupPolicy.DELETE ? "" : "the last one a key";
    String rule = topic.evolution().map(Enum::name).orElse("");
    assertThat(row.split("\\|", -1)).hasSize(7);
    assertThat(row).contains(value, age, compacted, rule);
  }
}
