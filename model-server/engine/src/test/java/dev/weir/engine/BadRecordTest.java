package dev.weir.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.engine.ScoreOutcome.Rejected;
import dev.weir.engine.ScoreOutcome.Scored;
import dev.weir.engine.event.EngineEvents;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadRecordTest {
  @TempDir Path dir;

  @Test
  void recordThatFailsItsRun_isRejectedAlone() throws IOException {
    assertIsolated(TestModels.withoutLastTokens(dir, 2), "run-failed");
  }

  @Test
  void recordWithScoresThatAreNoNumbers_isRejectedAlone() throws IOException {
    assertIsolated(TestModels.nanForLastToken(dir), "scores-not-finite");
  }

  private static void assertIsolated(Path pack, String code) {
    // "##tion" is the last token of the vocabulary
    List<String> texts = new ArrayList<>(TextScorerTest.randomTexts(50));
    texts.set(7, "xtion");
    texts.set(31, "some words and then xtion again");
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    try (TextScorer scorer =
        TextScorer.open(
            pack,
            ScorerOptions.defaults(),
            EngineServices.defaults().withEvents(new EngineEvents(meters)))) {
      List<ScoreOutcome> outcomes = scorer.score(texts);
      for (int i = 0; i < texts.size(); i++) {
        if (i == 7 || i == 31) {
          assertThat(outcomes.get(i)).isInstanceOf(Rejected.class);
          assertThat(((Rejected) outcomes.get(i)).code()).isEqualTo(code);
          assertThat(((Rejected) outcomes.get(i)).stage()).isEqualTo("inference");
          assertThat(((Rejected) outcomes.get(i)).message()).doesNotContain("words");
        } else {
          Scored alone = (Scored) scorer.score(List.of(texts.get(i))).get(0);
          assertThat(((Scored) outcomes.get(i)).probabilities()[0])
              .containsExactly(alone.probabilities()[0], within(1e-5f));
        }
      }
    }
    assertThat(meters.counter("weir.engine.rejected", "stage", "inference", "code", code).count())
        .isEqualTo(2);
  }
}
