package dev.weir.schemas.doc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.schemas.evolution.TopicRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** {@code docs/events.md} says what the schemas say. */
class EventsDocTest {
  private static final Path DOC = Path.of("..", "..", "docs", "events.md");
  private static final Path GENERATED = Path.of("target", "events.md");
  private static final String BEGIN = "<!-- generated from schemas/avro, do not edit below -->\n";
  private static final Pattern EXAMPLE =
      Pattern.compile("<!-- example: (\\w+) -->\n```json\n(.*?)```", Pattern.DOTALL);

  @Test
  void tables_areThoseOfTheSchemas() throws IOException {
    String doc = Files.readString(DOC);
    String expected = doc.substring(0, doc.indexOf(BEGIN)) + BEGIN + "\n" + SchemaTables.all();
    Files.writeString(GENERATED, expected.strip() + "\n");

    assertThat(doc.equals(Files.readString(GENERATED)))
        .as("docs/events.md is behind the schemas: copy schemas/avro/%s over it", GENERATED)
        .isTrue();
  }

  @Test
  void examples_fitTheirSchemas() throws IOException {
    List<MatchResult> examples = EXAMPLE.matcher(Files.readString(DOC)).results().toList();

    assertThat(examples).extracting(example -> example.group(1)).contains("CommentPosted");
    for (MatchResult example : examples) {
      assertThat(
              JsonAgainstSchema.misfits(
                  new ObjectMapper().readTree(example.group(2)), schema(example.group(1))))
          .as("example of a %s in docs/events.md", example.group(1))
          .isEmpty();
    }
  }

  private static Schema schema(String name) {
    return TopicRecords.records().stream()
        .filter(record -> record.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
