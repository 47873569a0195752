package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.ScoreOutcome.Scored;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TaskSpec;
import dev.weir.engine.TextScorer;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.PackageCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the text model in {@code models/} says to sentences that anybody might try. */
class ShippedTextModelTest {
  private static final Path PACKAGE = Path.of("../../models/weir-text/1.0.0");
  private static final long LARGEST_FILE = 25_000_000;

  private static TextScorer scorer;

  @BeforeAll
  static void open() {
    scorer = TextScorer.open(PACKAGE, ScorerOptions.defaults());
  }

  @AfterAll
  static void close() {
    scorer.close();
  }

  @Test
  void package_asShipped_isSoundAndSmall() throws Exception {
    assertThat(PackageCheck.of(PACKAGE).message()).isNull();
    assertThat(Files.size(PACKAGE.resolve("model.onnx"))).isLessThan(LARGEST_FILE);
    assertThat(PACKAGE.resolve("MODEL_CARD.md"))
        .content()
        .contains("Intended use", "Known weaknesses", "## Data", "train text", "accuracy");
    assertThat(scorer.tasks())
        .extracting(TaskSpec::name)
        .containsExactly("sentiment", "spam", "abuse");
  }

  @Test
  void weights_asShipped_learnedFromSetsThatAllowIt() {
    ModelPackage pack = ModelPackage.read(PACKAGE);
    assertThat(pack.manifest().licence()).isEqualTo("Apache-2.0");
    assertThat(pack.manifest().provenance().path("data"))
        .isNotEmpty()
        .allSatisfy(
            set -> {
              assertThat(set.path("weights_may_ship").asBoolean()).as(set.toString()).isTrue();
              assertThat(set.path("licence").asText()).isNotEqualTo("unknown");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          I love this phone                                    | positive | ham  | clean
          What a beautiful morning                             | positive | ham  | clean
          This is the worst restaurant I have ever been to.    | negative | ham  | clean
          The battery died after two days, very disappointed   | negative | ham  | clean
          the parcel arrived on Tuesday                        | neutral  | ham  | clean
          Does anyone know when the shop opens?                | neutral  | ham  | clean
          The meeting is at 3 pm in room 204.                  | neutral  | ham  | clean
          I hate waiting in line.                              | negative | ham  | clean
          You are an idiot                                     | negative | ham  | abusive
          shut up and get lost, nobody likes you               | negative | ham  | abusive
          WIN a free prize, click http://win-big.example/now   |          | spam | clean
          Subscribe to my channel for free gift cards!!!       |          | spam | clean
          I made $5000 a week from home, DM me                 |          | spam | clean
          我喜欢这个手机                                        | positive | ham  | clean
          服务员态度很好，下次还会来                              | positive | ham  | clean
          质量太差了，退货！                                     | negative | ham  | clean
          包裹星期二到了                                        | neutral  | ham  | clean
          你是个白痴                                            | negative | ham  | abusive
          恭喜您中奖了，点击 http://zhongjiang.example 领取奖金   |          | spam | clean
          微信加我，日赚500元                                    |          | spam | clean
          """)
  void sentence_thatAnybodyMightTry_getsASensibleAnswer(
      String text, String sentiment, String spam, String abuse) {
    ScoreOutcome outcome = scorer.score(List.of(text)).get(0);

    assertThat(outcome).isInstanceOf(Scored.class);
    float[][] probabilities = ((Scored) outcome).probabilities();
    if (sentiment != null) {
      assertThat(label(0, probabilities)).isEqualTo(sentiment);
    }
    assertThat(label(1, probabilities)).isEqualTo(spam);
    assertThat(label(2, probabilities)).isEqualTo(abuse);
  }

  private static String label(int task, float[][] probabilities) {
    int best = 0;
    for (int k = 1; k < probabilities[task].length; k++) {
      best = probabilities[task][k] > probabilities[task][best] ? k : best;
    }
    return scorer.tasks().get(task).labels().get(best);
  }
}
