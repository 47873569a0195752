package dev.weir.retrain.release.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.retrain.release.ReleaseException;
import dev.weir.retrain.release.ReleaseException.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReleasePolicyTest {

  private String text = "";

  @BeforeEach
  void read() throws IOException {
    try (var in = ReleasePolicy.class.getResourceAsStream(ReleasePolicy.DEFAULT)) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void defaults_areWhatTheFileSays() {
    ReleasePolicy policy = ReleasePolicy.defaults();
    assertThat(policy.window()).isEqualTo(Duration.ofMinutes(10));
    assertThat(policy.promote()).isEqualTo(ReleasePolicy.Promote.RETRAINED);
    assertThat(policy.live()).isEqualTo(Duration.ofHours(24));
    assertThat(policy.canary())
        .extracting(ReleasePolicy.Canary::share)
        .containsExactly(0.05f, 0.25f);
    assertThat(policy.bands().scoreDrift().mostPsi()).isEqualTo(0.25);
    assertThat(policy.bands().latency().mostP99Ms()).isEqualTo(2000);
  }

  @Test
  void unknownKey_namesTheNearest() {
    assertInvalid(text + "\nwindows: 3m\n", "unknown key 'windows'", "'window'");
  }

  @Test
  void missingKey_isNamed() {
    assertInvalid(text.replaceFirst("(?m)^window.*$", ""), "window");
  }

  @Test
  void wrongValues_nameTheKeyAndWhatWasExpected() {
    assertInvalid(text.replace("window: 10m", "window: soon"), "window", "10m", "soon");
    assertInvalid(
        text.replace(
            "most_ratio: 2.0     # times that of the model before\n    least",
            "most_ratio: 0.9\n    least"),
        "bands.actions.most_ratio",
        "above 1",
        "0.9");
    assertInvalid(text.replace("share: 0.25", "share: 0.01"), "rising");
    assertInvalid(text.replace("retrained  ", "perhaps  "), "by-hand", "retrained", "automatic");
    assertInvalid("- a list", "release policy");
  }

  private static void assertInvalid(String yaml, String... parts) {
    assertThatThrownBy(() -> ReleasePolicy.parse("p.yaml", yaml))
        .isInstanceOfSatisfying(
            ReleaseException.class, e -> assertThat(e.problem()).isEqualTo(Problem.INVALID_POLICY))
        .hasMessageContainingAll(parts);
  }
}
