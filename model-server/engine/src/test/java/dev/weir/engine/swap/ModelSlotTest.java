package dev.weir.engine.swap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.engine.EngineServices;
import dev.weir.engine.ModelIdentity;
import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.ScoreOutcome.Scored;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TestModels;
import dev.weir.engine.TextScorer;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import dev.weir.engine.event.EngineEvents;
import dev.weir.engine.session.LoadedModel;
import dev.weir.sample.SamplePackage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class ModelSlotTest {
  private static final ScorerOptions OPTIONS = ScorerOptions.defaults();
  @TempDir Path dir;
  private Path first;
  private Path second;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final EngineEvents events = new EngineEvents(meters);
  private final ModelPool pool = new ModelPool(1L << 30);

  @BeforeEach
  void write() throws IOException {
    first = SamplePackage.write(dir.resolve("a"));
    second = TestModels.otherVersion(dir.resolve("b"), "0.2.0");
  }

  @Test
  void swapsUnderLoad_loseNothing_andEveryScoreIsItsModels() throws Exception {
    Map<ModelIdentity, Float> expected = Map.ofEntries(expectedOf(first), expectedOf(second));
    assertThat(expected.values()).doesNotHaveDuplicates();
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try (ModelSlot slot = ModelSlot.open(first, OPTIONS, pool, events)) {
      Callable<Integer> load =
          () -> {
            int scored = 0;
            try (TextScorer scorer = TextScorer.on(slot, OPTIONS, EngineServices.defaults())) {
              while (!done.get()) {
                List<ScoreOutcome> outcomes = scorer.score(List.of("great price", "other"));
                assertThat(outcomes).hasSize(2);
                assertThat(((Scored) outcomes.get(0)).probabilities()[0][0])
                    .isCloseTo(expected.get(scorer.model()), within(1e-5f));
                scored++;
              }
            }
            return scored;
          };
      List<Future<Integer>> loads = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        loads.add(threads.submit(load));
      }
      for (int swap = 0; swap < 20; swap++) {
        ModelIdentity published = slot.swap(swap % 2 == 0 ? second : first);
        assertThat(slot.model()).isEqualTo(published);
      }
      done.set(true);
      for (Future<Integer> future : loads) {
        assertThat(future.get()).isPositive();
      }
    } finally {
      done.set(true);
      threads.shutdownNow();
    }
    assertThat(pool.usedBytes()).as("every model was closed").isZero();
    assertThat(meters.timer("weir.engine.swap.time", "step", "publish").count()).isEqualTo(20);
  }

  @Test
  void swapToABrokenPackage_isRefused_andTheOldModelGoesOn() throws IOException {
    Files.writeString(second.resolve("config.json"), "{}");
    try (ModelSlot slot = ModelSlot.open(first, OPTIONS, pool, events);
        TextScorer scorer = TextScorer.on(slot, OPTIONS, EngineServices.defaults())) {
      ModelIdentity before = slot.model();
      assertThatThrownBy(() -> slot.swap(second)).isInstanceOf(ModelPackageException.class);
      assertThat(slot.model()).isEqualTo(before);
      assertThat(scorer.score(List.of("a")).get(0)).isInstanceOf(Scored.class);
    }
    assertThat(meters.counter("weir.engine.swap.failures", "problem", "digest-mismatch").count())
        .isEqualTo(1);
    assertThat(pool.usedBytes()).isZero();
  }

  @Test
  void oldModel_isClosedByItsLastUser() {
    try (ModelSlot slot = ModelSlot.open(first, OPTIONS, pool, events)) {
      LoadedModel inUse = slot.acquire();
      slot.swap(second);
      assertThat(inUse.isFreed()).isFalse();
      inUse.release();
      assertThat(inUse.isFreed()).isTrue();
      assertThatThrownBy(inUse::release).hasMessageContaining("once too often");
    }
  }

  @Test
  void pool_sharesAPackage_thatIsLoadedAlready() {
    LoadedModel one = pool.acquire(first, OPTIONS, events);
    LoadedModel same = pool.acquire(first, OPTIONS, events);
    assertThat(same).isSameAs(one);
    one.release();
    assertThat(same.isFreed()).isFalse();
    same.release();
    assertThat(same.isFreed()).isTrue();
    LoadedModel again = pool.acquire(first, OPTIONS, events);
    assertThat(again).isNotSameAs(one);
    again.release();
  }

  @Test
  void pool_refusesWhatWouldPassItsCap_beforeLoadingIt() {
    ModelPool small = new ModelPool(20L << 20);
    LoadedModel loaded = small.acquire(first, OPTIONS, events);
    assertThatThrownBy(() -> small.acquire(second, OPTIONS, events))
        .isInstanceOfSatisfying(
            ModelPackageException.class,
            e -> assertThat(e.problem()).isEqualTo(Problem.MEMORY_LIMIT))
        .hasMessageContaining("16 MiB of 20 MiB for models are in use; retire a version");
    loaded.release();
    small.acquire(second, OPTIONS, events).release();
  }

  @Test
  void closedSlot_refusesToScoreAndToSwap() {
    ModelSlot slot = ModelSlot.open(first, OPTIONS, pool, events);
    slot.close();
    slot.close();
    assertThatThrownBy(slot::acquire).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> slot.swap(second)).isInstanceOf(IllegalStateException.class);
  }

  private static Map.Entry<ModelIdentity, Float> expectedOf(Path pack) {
    try (TextScorer scorer = TextScorer.open(pack, OPTIONS)) {
      Scored scored = (Scored) scorer.score(List.of("great price")).get(0);
      return Map.entry(scorer.model(), scored.probabilities()[0][0]);
    }
  }
}
