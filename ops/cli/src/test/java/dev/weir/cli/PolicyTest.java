package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void check_ofAUsablePolicy_saysSo() throws IOException {
    Path file = policy("scores.spam >= 0.4 && text.links > 2");
    assertThat(weir("policy", "check", file.toString())).isZero();
    assertThat(out.toString()).contains("calm@3 can be used; thresholds: 1, rules: 1");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void check_ofABrokenPolicy_namesRuleAndPlace() throws IOException {
    Path file = policy("scores.spam >= 'high'");
    assertThat(weir("policy", "check", file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("rule links", "cannot be used; problems: 1");
    assertThat(weir("policy", "check", file.toString(), "--json")).isEqualTo(1);
    JsonNode answer = new ObjectMapper().readTree(out.toString());
    assertThat(answer.path("valid").asBoolean()).isFalse();
    assertThat(answer.path("problems").path(0).path("where").asText()).contains("links");
    assertThat(answer.path("problems").path(0).path("column").asInt()).isPositive();
  }

  @Test
  void apply_ofABrokenPolicy_publishesNothing() throws IOException {
    Path file = policy("scores.spann >= 0.5");
    assertThat(weir("policy", "apply", file.toString(), "--dir", folder.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("is not published", "scores.spam");
  }

  @Test
  void wrongFiles_areWrongUsage() throws IOException {
    assertThat(weir("policy", "check", folder.resolve("none.yaml").toString())).isEqualTo(2);
    Path binary = Files.write(folder.resolve("x.yaml"), new byte[] {(byte) 0xC3, 0x28});
    assertThat(weir("policy", "check", binary.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("not UTF-8");
  }

  private Path policy(String expression) throws IOException {
    return Files.writeString(
        folder.resolve("policy.yaml"),
        """
        name: calm
        version: 3
        thresholds:
          - {task: spam, label: spam, at_least: 0.6, outcome: review}
        rules:
          - name: links
            expression: "%s"
            outcome: review
            reason_code: text.links
        """
            .formatted(expression));
  }

  private int weir(String... words) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Weir.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
  }
}
