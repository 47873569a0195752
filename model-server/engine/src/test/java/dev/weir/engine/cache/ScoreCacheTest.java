package dev.weir.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.engine.EngineServices;
import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.ScoreOutcome.Rejected;
import dev.weir.engine.ScoreOutcome.Scored;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TestModels;
import dev.weir.engine.TextScorer;
import dev.weir.engine.event.EngineEvents;
import dev.weir.engine.swap.ModelPool;
import dev.weir.engine.swap.ModelSlot;
import dev.weir.sample.SamplePackage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreCacheTest {
  @TempDir Path dir;

  @Test
  void repeatedTexts_areScoredOnce_andSaySo() throws IOException {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    EngineServices services =
        EngineServices.defaults()
            .withEvents(new EngineEvents(meters))
            .withCache(new ScoreCache(1 << 20));
    try (TextScorer scorer =
            TextScorer.open(SamplePackage.write(dir), ScorerOptions.defaults(), services);
        TextScorer plain = TextScorer.open(dir, ScorerOptions.defaults())) {
      List<String> texts = List.of("one", "two", "", "one", "three", "one", "two", " ");
      List<ScoreOutcome> first = scorer.score(texts);
      List<ScoreOutcome> expected = plain.score(texts);
      assertSame(first, expected);
      assertThat(first.stream().map(ScoreCacheTest::fromCache))
          .containsExactly(false, false, null, true, false, true, true, null);
      List<ScoreOutcome> second = scorer.score(List.of("two", "four", "four"));
      assertSame(second, plain.score(List.of("two", "four", "four")));
      assertThat(second.stream().map(ScoreCacheTest::fromCache)).containsExactly(true, false, true);
    }
    assertThat(meters.counter("weir.engine.cache.lookups", "result", "hit").count()).isEqualTo(1);
    assertThat(meters.counter("weir.engine.cache.lookups", "result", "repeat").count())
        .isEqualTo(4);
    assertThat(meters.counter("weir.engine.cache.lookups", "result", "miss").count()).isEqualTo(4);
    assertThat(meters.counter("weir.engine.records").count()).isEqualTo(4);
  }

  @Test
  void scoresOfTheOldModel_areNotGivenByTheNewOne() throws IOException {
    Path old = SamplePackage.write(dir.resolve("old"));
    Path other = TestModels.otherVersion(dir.resolve("new"), "0.2.0");
    EngineServices services = EngineServices.defaults().withCache(new ScoreCache(1 << 20));
    try (ModelSlot slot =
            ModelSlot.open(
                old, ScorerOptions.defaults(), ModelPool.process(), EngineEvents.unmeasured());
        TextScorer scorer = TextScorer.on(slot, ScorerOptions.defaults(), services)) {
      Scored before = (Scored) scorer.score(List.of("great")).get(0);
      slot.swap(other);
      Scored after = (Scored) scorer.score(List.of("great")).get(0);
      assertThat(after.fromCache()).isFalse();
      assertThat(after.probabilities()[0][0]).isNotEqualTo(before.probabilities()[0][0]);
    }
  }

  @Test
  void scoresOfOtherOptions_areNotShared() throws IOException {
    Path pack = SamplePackage.write(dir);
    EngineServices services = EngineServices.defaults().withCache(new ScoreCache(1 << 20));
    try (TextScorer whole = TextScorer.open(pack, ScorerOptions.defaults(), services);
        TextScorer cut =
            TextScorer.open(pack, ScorerOptions.defaults().withMaxTokens(4), services)) {
      List<String> texts = List.of("great price and much more to say");
      assertThat(((Scored) whole.score(texts).get(0)).tokens()).isGreaterThan(4);
      Scored short4 = (Scored) cut.score(texts).get(0);
      assertThat(short4.tokens()).isEqualTo(4);
      assertThat(short4.fromCache()).isFalse();
    }
  }

  @Test
  void cache_staysWithinItsWeight() {
    ScoreCache cache = new ScoreCache(10_000);
    for (int i = 0; i < 1000; i++) {
      cache.put("d", "text " + i, new Scored(new float[][] {{1}}, 1));
    }
    assertThat(cache.size()).isBetween(1L, 50L);
    assertThatThrownBy(() -> new ScoreCache(0)).hasMessageContaining("1 or more");
  }

  private static Boolean fromCache(ScoreOutcome outcome) {
    return outcome instanceof Scored scored ? scored.fromCache() : null;
  }

  private static void assertSame(List<ScoreOutcome> actual, List<ScoreOutcome> expected) {
    for (int i = 0; i < expected.size(); i++) {
      if (expected.get(i) instanceof Rejected) {
        assertThat(actual.get(i)).isEqualTo(expected.get(i));
      } else {
        assertThat(((Scored) actual.get(i)).probabilities())
            .isDeepEqualTo(((Scored) expected.get(i)).probabilities());
      }
    }
  }
}
