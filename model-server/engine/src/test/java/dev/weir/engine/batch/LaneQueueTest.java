package dev.weir.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LaneQueueTest {
  record Item(int id, int tokens, long arrivedNanos, long deadlineNanos, boolean urgent)
      implements LaneQueue.Waiting {}

  /** Arrivals (an item) and dispatches (null), in any order. */
  @Provide
  Arbitrary<List<Item>> scripts() {
    Arbitrary<Item> arrival =
        Combinators.combine(
                Arbitraries.integers().between(1, 60),
                Arbitraries.longs().between(0, 500),
                Arbitraries.of(true, false, false),
                Arbitraries.of(true, false))
            .as(
                (tokens, deadline, urgent, hasDeadline) ->
                    new Item(0, tokens, 0, hasDeadline ? deadline : QueueView.NO_DEADLINE, urgent));
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(4, arrival),
            net.jqwik.api.Tuple.of(1, Arbitraries.just((Item) null)))
        .list()
        .ofMaxSize(200);
  }

  @Property(tries = 500)
  void queue_underAnyScript_losesDoublesAndReordersNothing(
      @ForAll("scripts") List<Item> script,
      @ForAll @IntRange(min = 1, max = 16) int maxRows,
      @ForAll @IntRange(min = 1, max = 200) int maxTokens) {
    BatchLimits limits = new BatchLimits(maxRows, maxTokens, Duration.ZERO, Duration.ZERO, 64);
    LaneQueue<Item> queue = new LaneQueue<>(limits);
    List<Item> accepted = new ArrayList<>();
    List<Item> taken = new ArrayList<>();
    for (Item step : script) {
      if (step == null || queue.isFull()) {
        takeOne(queue, maxRows, maxTokens, taken);
      } else {
        Item item =
            new Item(
                accepted.size(), step.tokens, accepted.size(), step.deadlineNanos, step.urgent);
        queue.add(item);
        accepted.add(item);
      }
      assertView(queue, accepted, taken);
    }
    while (queue.size() > 0) {
      takeOne(queue, maxRows, maxTokens, taken);
    }
    assertThat(taken).containsExactlyInAnyOrderElementsOf(accepted);
    for (boolean lane : new boolean[] {true, false}) {
      assertThat(taken.stream().filter(item -> item.urgent == lane).map(Item::id)).isSorted();
    }
  }

  @Property(tries = 200)
  void headOfEitherLane_isTakenWithinFourBatches_whateverKeepsComing(
      @ForAll @IntRange(min = 1, max = 8) int maxRows,
      @ForAll @IntRange(min = 1, max = 100) int maxTokens,
      @ForAll @IntRange(min = 1, max = 200) int tokens,
      @ForAll boolean urgent,
      @ForAll @IntRange(min = 0, max = 4) int before) {
    LaneQueue<Item> queue =
        new LaneQueue<>(new BatchLimits(maxRows, maxTokens, Duration.ZERO, Duration.ZERO, 100));
    List<Item> batch = new ArrayList<>();
    for (int i = 0; i < before; i++) {
      queue.add(new Item(-1, 1, 0, QueueView.NO_DEADLINE, !urgent));
      batch.clear();
      queue.take(batch);
    }
    Item watched = new Item(7, tokens, 0, QueueView.NO_DEADLINE, urgent);
    queue.add(watched);
    int batches = 0;
    do {
      while (queue.size() < 50) {
        queue.add(new Item(-1, 1, 0, QueueView.NO_DEADLINE, !urgent));
      }
      batch.clear();
      queue.take(batch);
      batches++;
    } while (!batch.contains(watched) && batches < 10);
    assertThat(batches).isLessThanOrEqualTo(4);
  }

  @Test
  void add_toAFullQueue_isRefused() {
    LaneQueue<Item> queue = new LaneQueue<>(new BatchLimits(1, 1, Duration.ZERO, Duration.ZERO, 1));
    queue.add(new Item(0, 1, 0, 0, false));
    assertThatThrownBy(() -> queue.add(new Item(1, 1, 0, 0, false)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("holds 1 records already");
  }

  private static void takeOne(LaneQueue<Item> queue, int maxRows, int maxTokens, List<Item> taken) {
    int before = queue.size();
    List<Item> batch = new ArrayList<>();
    queue.take(batch);
    assertThat(batch.size()).isLessThanOrEqualTo(maxRows);
    assertThat(batch.size()).isGreaterThanOrEqualTo(Math.min(1, before));
    assertThat(batch.size() == 1 || batch.stream().mapToInt(Item::tokens).sum() <= maxTokens)
        .isTrue();
    taken.addAll(batch);
  }

  private static void assertView(LaneQueue<Item> queue, List<Item> accepted, List<Item> taken) {
    List<Item> waiting = new ArrayList<>(accepted);
    waiting.removeAll(taken);
    QueueView view = queue.view(true, false);
    assertThat(view.rows()).isEqualTo(waiting.size());
    assertThat(view.tokens()).isEqualTo(waiting.stream().mapToInt(Item::tokens).sum());
    assertThat(view.urgentRows()).isEqualTo((int) waiting.stream().filter(Item::urgent).count());
    assertThat(view.nearestDeadlineNanos())
        .isEqualTo(
            waiting.stream().mapToLong(Item::deadlineNanos).min().orElse(QueueView.NO_DEADLINE));
    if (!waiting.isEmpty()) {
      assertThat(view.oldestNanos())
          .isEqualTo(waiting.stream().mapToLong(Item::arrivedNanos).min().getAsLong());
    }
  }
}
