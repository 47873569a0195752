package dev.weir.retrain.learning.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.Split;
import dev.weir.retrain.dataset.TaskLabels;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LabelGatesTest {
  private static final float[] HAM = {0.9f, 0.1f};
  private static final float[] SPAM = {0.2f, 0.8f};
  private static final float[] REJECTED = {};

  /** The first is won, the second lost, the third rejected, the fourth has no label. */
  private static final ComparedTexts TEXTS =
      ComparedTexts.of(
          TaskLabels.SPAM,
          List.of(
              text("won", Map.of("spam", "spam")),
              text("lost", Map.of("spam", "ham")),
              text("rejected", Map.of("spam", "ham")),
              text("other", Map.of("abuse", "clean"))),
          new float[][] {HAM, HAM, REJECTED, HAM},
          new float[][] {SPAM, SPAM, HAM, HAM});

  @Test
  void golden_itemThatIsNoMoreRight_doesNotHoldWhateverElseIsWon() {
    GateLine line = golden(Set.of("won", "lost", "rejected", "other"), 0);

    assertThat(line.of()).isEqualTo("spam");
    assertThat(line.champion()).isEqualTo(1);
    assertThat(line.challenger()).isEqualTo(1);
    assertThat(line.passed()).isFalse();
  }

  @Test
  void golden_asManyLostAsMayBe_holds() {
    assertThat(golden(Set.of("won", "lost"), 1).passed()).isTrue();
    assertThat(golden(Set.of("won"), 0).passed()).isTrue();
    assertThat(golden(Set.of(), 0).passed()).isTrue();
  }

  @Test
  void untaught_shareOfLabelsThatTurn_isOfTextsThatBothScored() {
    float[][] old = {HAM, HAM, REJECTED, HAM, SPAM};
    float[][] young = {SPAM, HAM, HAM, HAM, SPAM};

    assertThat(untaught(old, young, 0.25).challenger()).isEqualTo(0.25);
    assertThat(untaught(old, young, 0.25).passed()).isTrue();
  }

  @Test
  void untaught_moreThanMayTurn_holdsWhereThatIsChance() {
    assertThat(untaught(6, 192).passed()).isTrue();
    assertThat(untaught(12, 192).passed()).isFalse();
    assertThat(untaught(60, 1920).passed()).isTrue();
    assertThat(untaught(80, 1920).passed()).isFalse();
  }

  private static GateLine untaught(int turned, int texts) {
    float[][] old = new float[texts][];
    float[][] young = new float[texts][];
    for (int i = 0; i < texts; i++) {
      old[i] = HAM;
      young[i] = i < turned ? SPAM : HAM;
    }
    return untaught(old, young, 0.03);
  }

  @Test
  void turned_texts_areNamedWithWhatPeopleSay() {
    assertThat(LabelGates.turned(TEXTS))
        .containsExactly(
            new GateResult.Turned("won", "spam", "ham", "spam", "spam"),
            new GateResult.Turned("lost", "spam", "ham", "spam", "ham"));
  }

  private static GateLine golden(Set<String> items, int mayLose) {
    return LabelGates.golden(TEXTS, items, new PromotionPolicy.Golden(mayLose));
  }

  private static GateLine untaught(float[][] old, float[][] young, double mayTurn) {
    return LabelGates.untaught("spam", old, young, new PromotionPolicy.Untaught(mayTurn));
  }

  private static Example text(String id, Map<String, String> labels) {
    return new Example(id, "text " + id, Split.TEST, "stream", "en", labels, Map.of(), Map.of());
  }
}
