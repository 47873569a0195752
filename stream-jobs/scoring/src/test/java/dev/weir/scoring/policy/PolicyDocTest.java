package dev.weir.scoring.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/policies.md} says what the code does. */
class PolicyDocTest {

  private static final Path DOC = Path.of("..", "..", "docs", "policies.md");
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @Test
  void variables_areThoseOfTheTable() throws IOException {
    List<String> rows =
        TextPolicies.DOMAIN.variables().stream()
            .map(v -> "| `" + v.name() + "` | " + v.kind().label() + " | " + v.meaning() + " |")
            .toList();

    assertThat(Files.readAllLines(DOC)).containsSubsequence(rows);
  }

  @Test
  void builtInPolicy_isTheOneShown() throws IOException {
    assertThat(blocks().get(0)).isEqualTo(TextPolicies.DOMAIN.builtInText());
  }

  @Test
  void exampleRules_canBeUsed() throws IOException {
    String example = "name: example\nversion: 1\n" + blocks().get(1);

    assertThat(PolicyCheck.read(example, "e", Instant.EPOCH, "test").problems()).isEmpty();
  }

  @Test
  void variablesOfTransactions_areThoseOfTheTableAndTheFeatures() throws IOException {
    List<String> rows =
        FraudPolicies.DOMAIN.variables().stream()
            .filter(v -> !v.name().startsWith("features."))
            .map(v -> "| `" + v.name() + "` | " + v.kind().label() + " | " + v.meaning() + " |")
            .toList();

    assertThat(rows).hasSize(11);
    assertThat(Files.readAllLines(DOC)).containsSubsequence(rows);
  }

  @Test
  void builtInPolicyOfTransactions_isTheOneShown() throws IOException {
    assertThat(blocks().get(2)).isEqualTo(FraudPolicies.DOMAIN.builtInText());
  }

  @Test
  void exampleRulesOfTransactions_canBeUsed() throws IOException {
    String example = "name: example\nversion: 1\nscope: transaction\n" + blocks().get(3);

    assertThat(PolicyCheck.read(example, "e", Instant.EPOCH, "test").problems()).isEmpty();
  }

  private static List<String> blocks() throws IOException {
    return YAML.matcher(Files.readString(DOC))
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }
}
