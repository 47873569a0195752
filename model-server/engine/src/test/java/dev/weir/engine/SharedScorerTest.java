package dev.weir.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.engine.ScoreOutcome.Rejected;
import dev.weir.engine.ScoreOutcome.Scored;
import dev.weir.engine.SharedScorer.WhenFull;
import dev.weir.engine.batch.BatchLimits;
import dev.weir.sample.SamplePackage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SharedScorerTest {
  private static final BatchLimits SMALL =
      new BatchLimits(4, 256, Duration.ofHours(1), Duration.ZERO, 4);
  @TempDir static Path dir;

  @BeforeAll
  static void write() throws IOException {
    SamplePackage.write(dir);
  }

  @Test
  void submit_fromManyThreads_givesTheScoresOfAScorerAlone() throws Exception {
    List<String> texts = TextScorerTest.randomTexts(400);
    ExecutorService callers = Executors.newFixedThreadPool(4);
    try (SharedScorer shared = open(BatchLimits.defaults(), WhenFull.WAIT);
        TextScorer alone = TextScorer.open(dir, ScorerOptions.defaults())) {
      List<ScoreOutcome> expected = alone.score(texts);
      List<Callable<List<CompletableFuture<ScoreOutcome>>>> jobs = new ArrayList<>();
      for (int caller = 0; caller < 4; caller++) {
        jobs.add(
            () -> {
              List<CompletableFuture<ScoreOutcome>> futures = new ArrayList<>();
              for (String text : texts) {
                futures.add(shared.submit(ScoreRequest.of(text)));
              }
              return futures;
            });
      }
      for (Future<List<CompletableFuture<ScoreOutcome>>> job : callers.invokeAll(jobs)) {
        for (int i = 0; i < texts.size(); i++) {
          Scored scored = (Scored) job.get().get(i).get();
          assertThat(scored.probabilities()[0])
              .containsExactly(((Scored) expected.get(i)).probabilities()[0], within(1e-5f));
        }
      }
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void submit_ofUnusableText_isAnsweredAtOnce() throws Exception {
    try (SharedScorer shared = open(SMALL, WhenFull.WAIT)) {
      assertThat(((Rejected) shared.submit(ScoreRequest.of(null)).getNow(null)).code())
          .isEqualTo("text-missing");
    }
  }

  @Test
  void submit_toAFullQueue_isRejectedWhereAsked() throws Exception {
    try (SharedScorer shared = open(SMALL, WhenFull.REJECT)) {
      CountDownLatch running = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      CompletableFuture<Void> blocked = block(shared, running, goOn);
      running.await();
      List<CompletableFuture<ScoreOutcome>> futures = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        futures.add(shared.submit(ScoreRequest.of("text " + i)));
      }
      assertThat(((Rejected) futures.get(4).getNow(null)).code()).isEqualTo("queue-full");
      goOn.countDown();
      blocked.get();
      for (CompletableFuture<ScoreOutcome> future : futures.subList(0, 4)) {
        assertThat(future.get()).isInstanceOf(Scored.class);
      }
    }
  }

  @Test
  void submit_toAFullQueue_waitsForRoomOtherwise() throws Exception {
    ExecutorService caller = Executors.newSingleThreadExecutor();
    try (SharedScorer shared = open(SMALL, WhenFull.WAIT)) {
      CountDownLatch running = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      CompletableFuture<Void> blocked = block(shared, running, goOn);
      running.await();
      List<CompletableFuture<ScoreOutcome>> futures = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        futures.add(shared.submit(ScoreRequest.of("text " + i)));
      }
      Future<ScoreOutcome> fifth =
          caller.submit(() -> shared.submit(new ScoreRequest("fifth", true, null)).get());
      assertThat(fifth.isDone()).isFalse();
      goOn.countDown();
      blocked.get();
      assertThat(fifth.get()).isInstanceOf(Scored.class);
      assertThat(CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new)))
          .succeedsWithin(Duration.ofMinutes(1));
    } finally {
      caller.shutdownNow();
    }
  }

  @Test
  void deadline_thatPassedInTheQueue_isARejection() throws Exception {
    try (SharedScorer shared = open(SMALL, WhenFull.WAIT)) {
      CountDownLatch running = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      CompletableFuture<Void> blocked = block(shared, running, goOn);
      running.await();
      CompletableFuture<ScoreOutcome> late =
          shared.submit(new ScoreRequest("late", false, Duration.ZERO));
      goOn.countDown();
      blocked.get();
      assertThat(((Rejected) late.get()).code()).isEqualTo("deadline-passed");
    }
  }

  @Test
  void close_scoresWhatWaits_thenRefuses() throws Exception {
    SharedScorer shared =
        open(new BatchLimits(64, 4096, Duration.ofHours(1), Duration.ZERO, 64), WhenFull.WAIT);
    List<CompletableFuture<ScoreOutcome>> futures = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      futures.add(shared.submit(ScoreRequest.of("text " + i)));
    }
    shared.close();
    shared.close();
    for (CompletableFuture<ScoreOutcome> future : futures) {
      assertThat(future.getNow(null)).isInstanceOf(Scored.class);
    }
    assertThatThrownBy(() -> shared.submit(ScoreRequest.of("more")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is closed");
  }

  @Test
  void urgentText_doesNotWaitForTheAge() throws Exception {
    try (SharedScorer shared =
        open(new BatchLimits(64, 4096, Duration.ofHours(1), Duration.ZERO, 64), WhenFull.WAIT)) {
      assertThat(shared.submit(new ScoreRequest("now", true, null)).get())
          .isInstanceOf(Scored.class);
    }
  }

  private static SharedScorer open(BatchLimits limits, WhenFull whenFull) {
    return SharedScorer.open(
        dir, ScorerOptions.defaults(), limits, whenFull, EngineServices.defaults());
  }

  /** Holds the inference thread inside the completion of a text until {@code goOn}. */
  private static CompletableFuture<Void> block(
      SharedScorer shared, CountDownLatch running, CountDownLatch goOn) throws Exception {
    // waits for company, so that the stage is attached before the thread completes it
    CompletableFuture<Void> blocked =
        shared
            .submit(ScoreRequest.of("block"))
            .thenAccept(
                outcome -> {
                  running.countDown();
                  try {
                    goOn.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    assertThat(blocked).isNotDone();
    CompletableFuture<ScoreOutcome> company = shared.submit(new ScoreRequest("go", true, null));
    return CompletableFuture.allOf(blocked, company);
  }
}
