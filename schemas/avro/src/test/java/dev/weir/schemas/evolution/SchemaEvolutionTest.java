package dev.weir.schemas.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas change only in ways that nobody who uses them has to notice. */
class SchemaEvolutionTest {
  private static final Path CANDIDATES = Path.of("target", "schema-versions");

  static List<Schema> records() {
    return TopicRecords.records();
  }

  @ParameterizedTest
  @MethodSource("records")
  void currentSchema_againstAllEarlierVersions_keepsItsRule(Schema record) {
    EvolutionRule rule = EvolutionRule.of(record);

    assertThat(EvolutionCheck.violations(rule, SchemaHistory.of(record), record))
        .as("%s must stay %s; change it in a way that does", record.getName(), rule)
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("records")
  void currentSchema_isTheLastCommittedVersion(Schema record) throws IOException {
    List<Schema> versions = SchemaHistory.of(record);
    int next = versions.size() + 1;
    boolean committed =
        !versions.isEmpty() && SchemaHistory.same(versions.get(versions.size() - 1), record);
    Path candidate = CANDIDATES.resolve(record.getName()).resolve(next + ".avsc");
    if (!committed) {
      Files.createDirectories(candidate.getParent());
      Files.writeString(candidate, SchemaHistory.portable(record).toString(true) + "\n");
    }

    assertThat(committed)
        .as(
            "%s has changed since version %d: in schemas/avro copy %s to %s and commit it with the change; never"
                + " edit a version that has been released",
            record.getName(), next - 1, candidate, SchemaHistory.file(record, next))
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("records")
  void history_everyVersion_keepsTheRuleAgainstThoseBefore(Schema record) {
    List<Schema> versions = SchemaHistory.of(record);

    for (int i = 1; i < versions.size(); i++) {
      assertThat(
              EvolutionCheck.violations(
                  EvolutionRule.of(record), versions.subList(0, i), versions.get(i)))
          .as("%s version %d", record.getName(), i + 1)
          .isEmpty();
    }
  }

  @Test
  void history_holdsEveryRecordAndNoOther() throws IOException {
    try (Stream<Path> folders = Files.list(SchemaHistory.FOLDER)) {
      assertThat(folders.filter(Files::isDirectory).map(path -> path.getFileName().toString()))
          .as("a record that is gone breaks its readers; a new one needs its version 1")
          .containsExactlyInAnyOrderElementsOf(
              TopicRecords.records().stream().map(Schema::getName).toList());
    }
  }
}
