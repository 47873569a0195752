package dev.weir.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.engine.ScoreOutcome.Rejected;
import dev.weir.engine.ScoreOutcome.Scored;
import dev.weir.sample.SamplePackage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextScorerTest {
  @TempDir static Path dir;
  private static TextScorer scorer;

  @BeforeAll
  static void open() throws IOException {
    scorer = TextScorer.open(SamplePackage.write(dir), ScorerOptions.defaults());
  }

  @AfterAll
  static void close() {
    scorer.close();
  }

  @Test
  void open_ofTheSample_namesModelAndTasks() {
    assertThat(scorer.model().name()).isEqualTo(SamplePackage.NAME);
    assertThat(scorer.model().version()).isEqualTo(SamplePackage.VERSION);
    assertThat(scorer.model().digest()).matches("[0-9a-f]{64}");
    assertThat(scorer.tasks())
        .extracting(TaskSpec::name)
        .containsExactly("sentiment", "spam", "abuse");
  }

  @Test
  void score_ofManyTexts_doesNotDependOnTheOthers() {
    List<String> texts = randomTexts(3000);
    List<ScoreOutcome> together = scorer.score(texts);
    assertThat(together).hasSameSizeAs(texts);
    for (int i = 0; i < texts.size(); i += 7) {
      Scored alone = (Scored) scorer.score(List.of(texts.get(i))).get(0);
      Scored beside = (Scored) together.get(i);
      assertThat(beside.tokens()).isEqualTo(alone.tokens());
      for (int task = 0; task < alone.probabilities().length; task++) {
        assertThat(beside.probabilities()[task])
            .containsExactly(alone.probabilities()[task], within(1e-5f));
      }
    }
  }

  @Test
  void score_ofUnusualButSoundText_scores() {
    List<ScoreOutcome> outcomes =
        scorer.score(
            List.of(
                "\u0000 a \u0007 b",
                "好评如潮",
                "\uD83D\uDE00",
                "e\u0301\u0302",
                "\uFFFD",
                "x".repeat(100_000),
                "[CLS] [PAD] [MASK]",
                "\u202E reversed"));
    assertThat(outcomes).hasOnlyElementsOfType(Scored.class);
    assertThat(((Scored) outcomes.get(5)).tokens()).isLessThanOrEqualTo(128);
  }

  @Test
  void score_ofUnusableTexts_rejectsThemAlone() {
    List<ScoreOutcome> outcomes =
        scorer.score(
            Arrays.asList(
                null,
                "",
                " \t\n",
                "\u0001\u0002\u001F",
                "\u200B\uFEFF",
                "x".repeat(100_001),
                "half \uD83D",
                "\uDE00 half",
                "fine"));
    assertThat(outcomes.subList(0, 8)).hasOnlyElementsOfType(Rejected.class);
    assertThat(outcomes.subList(0, 8))
        .extracting(outcome -> ((Rejected) outcome).code())
        .containsExactly(
            "text-missing",
            "text-empty",
            "text-empty",
            "text-empty",
            "text-empty",
            "text-too-long",
            "text-not-unicode",
            "text-not-unicode");
    assertThat(outcomes.get(8)).isInstanceOf(Scored.class);
  }

  @Test
  void score_ofNothing_isEmpty() {
    assertThat(scorer.score(List.of())).isEmpty();
  }

  @Test
  void score_afterClose_saysSo() {
    TextScorer closed = TextScorer.open(dir, ScorerOptions.defaults());
    closed.close();
    closed.close();
    assertThatThrownBy(() -> closed.score(List.of("a")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("weir-sample@0.1.0 is closed");
  }

  static List<String> randomTexts(int count) {
    Random random = new Random(7);
    String[] words = {"great", "price", "spam", "!!!", "好", "zxcvbnm", "Ünïcode", "😀", "12345"};
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder("t");
      int length = random.nextInt(60);
      for (int w = 0; w < length; w++) {
        text.append(' ').append(words[random.nextInt(words.length)]);
      }
      texts.add(text.toString());
    }
    return texts;
  }
}
