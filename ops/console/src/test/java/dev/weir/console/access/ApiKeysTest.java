package dev.weir.console.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.schemas.LabelerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiKeysTest {

  private static final String DIGEST = ApiKey.digestOf("weir_a");

  @TempDir Path dir;

  @Test
  void key_thatIsMade_isFoundByTheLineThatWasPrinted() throws IOException {
    String[] lines = MakeKey.text("case-tool", "golden,user-report").split(System.lineSeparator());
    String key = lines[1].strip();

    Caller caller = keys("# keys\n\n" + lines[3] + "\n").caller(key);

    assertThat(lines[3]).doesNotContain(key);
    assertThat(caller.name()).isEqualTo("case-tool");
    assertThat(caller.kinds())
        .containsExactlyInAnyOrder(LabelerKind.GOLDEN, LabelerKind.USER_REPORT);
    assertThat(MakeKey.text("case-tool", "golden")).doesNotContain(key);
  }

  @Test
  void key_thatOnlyReads_givesNoKind() throws IOException {
    assertThat(keys("wall none " + DIGEST).caller("weir_a").kinds()).isEmpty();
    assertThat(keys("wall none " + DIGEST).caller("weir_b")).isNull();
    assertThat(keys("wall none " + DIGEST).caller("")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "two words | line 1: expected name, kinds and SHA-256, got 2 words",
        "a golden 1234 | line 1: the SHA-256 of key 'a' is not 64 hexadecimal digits",
        "a gold D | line 1: kinds of labels: expected none, or some of moderator, analyst",
        "ä none D | line 1: name of a key",
        "a none D\\na golden D | line 2: a second key is named 'a'",
        "# nothing | no key in it; make one with `weir console key`",
      })
  void line_thatIsNoKey_isNamed(String lines, String message) {
    assertThatThrownBy(() -> keys(lines.replace("D", DIGEST).replace("\\n", "\n")))
        .hasMessageContaining(message)
        .hasMessageNotContaining(DIGEST);
  }

  private ApiKeys keys(String lines) throws IOException {
    Path file = dir.resolve("keys");
    Files.writeString(file, lines);
    return ApiKeys.read(file);
  }
}
