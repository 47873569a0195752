package dev.weir.scoring.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.schemas.Action;
import dev.weir.schemas.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TextPolicyTest {

  private final TextPolicy policy =
      new TextPolicy("strict", 3, new Thresholds(0.5, 0.9), new Thresholds(0.4, 0.8));

  @Test
  void decide_belowEveryThreshold_allowsWithoutReasons() {
    PolicyDecision decision = policy.decide(0.49f, 0.39f);

    assertThat(decision.action()).isEqualTo(Action.ALLOW);
    assertThat(decision.reasons()).isEmpty();
  }

  @Test
  void decide_atReviewThreshold_reviewsAndSaysWhy() {
    PolicyDecision decision = policy.decide(0.5f, 0.1f);

    assertThat(decision.action()).isEqualTo(Action.REVIEW);
    Reason reason = decision.reasons().get(0);
    assertThat(reason.getCode()).isEqualTo("spam.score");
    assertThat(reason.getPolicy()).isEqualTo("strict");
    assertThat(reason.getRule()).isEqualTo("spam.review");
    assertThat(reason.getDetail()).isEqualTo("probability of spam 0.500, threshold 0.50");
  }

  @Test
  void decide_harsherActionOfTheLowerScore_wins() {
    PolicyDecision decision = policy.decide(0.89f, 0.81f);

    assertThat(decision.action()).isEqualTo(Action.REMOVE);
    assertThat(decision.reasons())
        .extracting(Reason::getRule)
        .containsExactly("abuse.remove", "spam.review");
  }

  @Test
  void decide_twoOfTheSameAction_putsTheHigherScoreFirst() {
    assertThat(policy.decide(0.95f, 0.9f).reasons())
        .extracting(Reason::getCode)
        .containsExactly("spam.score", "abuse.score");
  }

  @Test
  void decide_modelWithoutTheTasks_allows() {
    assertThat(policy.decide(null, null).action()).isEqualTo(Action.ALLOW);
  }

  @Test
  void label_isNameAndVersion() {
    assertThat(policy.label()).isEqualTo("strict@3");
    assertThat(TextPolicy.DEFAULT.label()).isEqualTo("default@1");
  }

  @Test
  void construction_reviewAboveRemove_isRefused() {
    assertThatThrownBy(() -> new Thresholds(0.9, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("review 0.9, remove 0.5");
  }

  @Test
  void reasonCodes_all_areDocumented() throws IOException {
    String documented = Files.readString(Path.of("../../docs/reason-codes.md"));

    for (ReasonCode code : ReasonCode.values()) {
      assertThat(documented).contains("`" + code.code() + "`");
    }
    assertThat(documented).contains("`" + TextPolicy.DEFAULT.label() + "`");
  }
}
