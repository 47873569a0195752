package dev.weir.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.engine.ScoreOutcome.Scored;
import dev.weir.engine.cache.ScoreCache;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.sample.SamplePackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NormalizedPackageTest {
  @TempDir Path dir;

  @Test
  void obfuscatedText_scoresAsThePlainOne_whereThePackageNormalises() throws IOException {
    try (TextScorer scorer = TextScorer.open(normalized(), ScorerOptions.defaults())) {
      List<ScoreOutcome> outcomes = scorer.score(List.of("great price", "ＧＲ\u200BЕАТ  prісе"));
      assertThat(probabilities(outcomes.get(1))).containsExactly(probabilities(outcomes.get(0)));
    }
    try (TextScorer scorer =
        TextScorer.open(SamplePackage.write(dir.resolve("raw")), ScorerOptions.defaults())) {
      List<ScoreOutcome> outcomes = scorer.score(List.of("great price", "ＧＲ\u200BЕАТ  prісе"));
      assertThat(probabilities(outcomes.get(1))).isNotEqualTo(probabilities(outcomes.get(0)));
    }
  }

  @Test
  void cache_knowsTextsThatNormaliseToTheSame() throws IOException {
    EngineServices services = EngineServices.defaults().withCache(new ScoreCache(1 << 20));
    try (TextScorer scorer = TextScorer.open(normalized(), ScorerOptions.defaults(), services)) {
      List<ScoreOutcome> outcomes = scorer.score(List.of("great price", "GREAT   price"));
      assertThat(((Scored) outcomes.get(1)).fromCache()).isTrue();
    }
  }

  @Test
  void normalizer_ofAnotherVersion_isRefused() throws IOException {
    Path pack = normalized();
    Path manifest = pack.resolve("weir.json");
    Files.writeString(manifest, Files.readString(manifest).replace("weir-text-1", "weir-text-9"));
    assertThatThrownBy(() -> TextScorer.open(pack, ScorerOptions.defaults()))
        .isInstanceOf(ModelPackageException.class)
        .hasMessageContaining("unknown normalizer 'weir-text-9'; known is weir-text-1");
  }

  @Test
  void ngramInputs_reachTheModel_whateverTheBatchAroundThem() throws IOException {
    Path pack = TestModels.withNgramInputs(dir.resolve("ngrams"));
    try (TextScorer scorer = TextScorer.open(pack, ScorerOptions.defaults())) {
      List<String> texts = TextScorerTest.randomTexts(200);
      List<ScoreOutcome> together = scorer.score(texts);
      for (int i = 0; i < texts.size(); i += 11) {
        float[] alone = probabilities(scorer.score(List.of(texts.get(i))).get(0));
        assertThat(probabilities(together.get(i))).containsExactly(alone, within(1e-5f));
      }
      // the same words to the tokenizer, another shape to the word bag
      List<ScoreOutcome> shapes = scorer.score(List.of("great price", "GREAT PRICE"));
      assertThat(probabilities(shapes.get(1))).isNotEqualTo(probabilities(shapes.get(0)));
    }
  }

  private Path normalized() throws IOException {
    Path pack = SamplePackage.write(dir.resolve("normalized"));
    Path manifest = pack.resolve("weir.json");
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replace("\"max_tokens\"", "\"normalizer\" : \"weir-text-1\", \"max_tokens\""));
    return pack;
  }

  private static float[] probabilities(ScoreOutcome outcome) {
    return ((Scored) outcome).probabilities()[0];
  }
}
