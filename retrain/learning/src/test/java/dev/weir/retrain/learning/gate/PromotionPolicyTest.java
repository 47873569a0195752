package dev.weir.retrain.learning.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.retrain.evaluate.report.HtmlPage;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromotionPolicyTest {

  @Test
  void defaults_areThoseOfTheFile() {
    PromotionPolicy policy = PromotionPolicy.defaults();

    assertThat(policy.data().recentFor()).isEqualTo(Duration.ofDays(3));
    assertThat(policy.fraud().labelsWithin()).isEqualTo(Duration.ofDays(7));
    assertThat(policy.release().stage()).isEqualTo("shadow");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "least_labels: 30|least_labels: 3|data.least_labels: expected 10 or more, got 3",
        "recent: 3d|recent: soon|data.recent: expected a time such as 3d or 12h, got soon",
        "latency: 1.2|latency: 0.5|cost.latency: expected 1 or more, got 0.5",
        "stage: shadow|stage: alive|release.stage: expected one of shadow, canary, live, hand",
        "label_delay: 7d|label_delay: soon|fraud.label_delay: expected a time such as 7d or 12h",
        "rounds: 100|rounds: 0|fraud.rounds: expected 1 to 1000, got 0",
        "cards: 100|card: 100|fraud.cards is missing",
        "latency: 1.2|speed: 1|cost.latency is missing",
        "recent: 3d|# |data.recent is missing; every key must be there",
        "must_gain: true|must_gain: [|quality.must_gain: expected true or false",
      })
  void read_aWrongLine_namesTheKey(String line, String instead, String message) throws IOException {
    String text =
        HtmlPage.text(PromotionPolicy.class, PromotionPolicy.DEFAULT).replaceFirst(line, instead);

    assertThatThrownBy(() -> PromotionPolicy.read(text, "policy.yaml"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("policy.yaml")
        .hasMessageContaining(message);
  }

  @Test
  void read_anUnknownKey_namesTheKnownOnes() throws IOException {
    String text = HtmlPage.text(PromotionPolicy.class, PromotionPolicy.DEFAULT) + "\nsilver: 1\n";

    assertThatThrownBy(() -> PromotionPolicy.read(text, "policy.yaml"))
        .hasMessageContaining("silver is no key of a policy")
        .hasMessageContaining("golden");
  }

  @Test
  void read_noYaml_saysSoAndWhere() {
    assertThatThrownBy(() -> PromotionPolicy.read("data: 'x\n", "policy.yaml"))
        .hasMessageContaining("is no YAML");
  }
}
