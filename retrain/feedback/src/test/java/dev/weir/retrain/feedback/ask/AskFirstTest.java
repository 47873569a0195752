package dev.weir.retrain.feedback.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.retrain.feedback.ask.Pick.Reason;
import dev.weir.schemas.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AskFirstTest {
  private final AskFirst ask = new AskFirst(List.of(Task.SPAM, Task.ABUSE));

  @Test
  void pick_uncertain_comesFirst() {
    List<Pick> picks =
        ask.pick(
            List.of(
                spam("sure", "lunch is at noon", 0.01),
                spam("close", "free ride to the lake", 0.48),
                spam("less", "call me tomorrow please", 0.7)),
            2);

    assertThat(picks).extracting(Pick::eventId).containsExactly("close", "less");
    assertThat(picks).extracting(Pick::reason).containsOnly(Reason.UNCERTAIN);
  }

  @Test
  void pick_sameTextAgain_waitsBehindAnother() {
    List<Pick> picks =
        ask.pick(
            List.of(
                spam("a", "win a bicycle today", 0.5),
                spam("b", "win a bicycle today", 0.5),
                spam("c", "we meet behind the station", 0.3)),
            3);

    assertThat(picks).extracting(Pick::eventId).containsExactly("a", "c", "b");
    assertThat(picks.get(2).novelty()).isZero();
  }

  @Test
  void pick_shadowDisagrees_saysSo() {
    Candidate candidate =
        new Candidate(
            "e",
            "look at my page",
            Map.of(Task.SPAM, List.of(0.95, 0.05)),
            Map.of(Task.SPAM, List.of(0.1, 0.9)));

    Pick pick = ask.pick(List.of(candidate), 1).get(0);

    assertThat(pick.reason()).isEqualTo(Reason.DISAGREEMENT);
    assertThat(pick.task()).isEqualTo(Task.SPAM);
    assertThat(pick.says()).contains("0.85");
  }

  @Test
  void pick_allSure_isNovel() {
    assertThat(ask.pick(List.of(spam("e", "good morning", 0.05)), 5))
        .extracting(Pick::reason)
        .containsExactly(Reason.NOVEL);
  }

  @Test
  void pick_anyOrder_isTheSame() {
    List<Candidate> candidates = new ArrayList<>();
    Random random = new Random(4);
    for (int i = 0; i < 200; i++) {
      candidates.add(
          spam("e" + i, "word" + i % 7 + " word" + i % 5 + " word" + i % 3, random.nextDouble()));
    }
    List<Pick> there = ask.pick(candidates, 30);
    Collections.shuffle(candidates, random);

    assertThat(ask.pick(candidates, 30)).isEqualTo(there).hasSize(30);
  }

  @Test
  void candidate_scoresOfOtherLabels_areRefused() {
    assertThatThrownBy(
            () -> new Candidate("e", "", Map.of(Task.SENTIMENT, List.of(0.5, 0.5)), Map.of()))
        .hasMessageContaining("'e'")
        .hasMessageContaining("2 scores of task SENTIMENT");
  }

  private static Candidate spam(String id, String text, double score) {
    return new Candidate(id, text, Map.of(Task.SPAM, List.of(1 - score, score)), Map.of());
  }
}
