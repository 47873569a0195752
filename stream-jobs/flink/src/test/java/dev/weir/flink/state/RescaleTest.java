package dev.weir.flink.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flink.stage.StageKeys;
import dev.weir.flink.stage.Stages;
import dev.weir.flink.testing.Requests;
import dev.weir.flink.wire.IntakeSerializer;
import dev.weir.scoring.Intake;
import dev.weir.scoring.dedup.DuplicateWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keyed state from one subtask to two and back, on either back end. */
class RescaleTest {

  private static final long NOW = 1_700_000_000_000L;
  private static final int EVENTS = 500;

  static Stream<Supplier<StateBackend>> backends() {
    return Stream.of(HashMapStateBackend::new, EmbeddedRocksDBStateBackend::new);
  }

  @ParameterizedTest
  @MethodSource("backends")
  void eventIds_fromOneSubtaskToTwoAndBack_areStillKnown(Supplier<StateBackend> backend)
      throws Exception {
    OperatorSubtaskState one = run(backend, null, 1, 0, EVENTS).get(0);
    assertThat(passed).isEqualTo(EVENTS);

    List<OperatorSubtaskState> two = run(backend, one, 2, EVENTS, 2 * EVENTS);
    assertThat(passed).as("new events").isEqualTo(EVENTS);
    assertThat(perSubtask).as("both subtasks have their share").allMatch(n -> n > EVENTS / 2);

    OperatorSubtaskState merged =
        AbstractStreamOperatorTestHarness.repackageState(two.toArray(OperatorSubtaskState[]::new));
    run(backend, merged, 1, 2 * EVENTS, 3 * EVENTS);
    assertThat(passed).isEqualTo(EVENTS);
  }

  private int passed;
  private final List<Integer> perSubtask = new ArrayList<>();

  /** Sends everything up to {@code to}, of which what lies below {@code known} is known. */
  @SuppressWarnings("try") // the harness may be interrupted, as any test
  private List<OperatorSubtaskState> run(
      Supplier<StateBackend> backend, OperatorSubtaskState from, int subtasks, int known, int to)
      throws Exception {
    passed = 0;
    perSubtask.clear();
    List<OperatorSubtaskState> states = new ArrayList<>();
    int before = subtasks == 1 && known > EVENTS ? 2 : 1;
    for (int index = 0; index < subtasks; index++) {
      try (KeyedOneInputStreamOperatorTestHarness<Integer, Intake, Intake> harness =
          new KeyedOneInputStreamOperatorTestHarness<>(
              Stages.duplicates(new DuplicateWindow(Duration.ofHours(1))),
              StageKeys::byEvent,
              Types.INT,
              Buckets.MAX_PARALLELISM,
              subtasks,
              index)) {
        harness.setStateBackend(backend.get());
        harness.setup(new IntakeSerializer());
        if (from != null) {
          harness.initializeState(
              AbstractStreamOperatorTestHarness.repartitionOperatorState(
                  from, Buckets.MAX_PARALLELISM, before, subtasks, index));
        }
        harness.open();
        harness.setProcessingTime(NOW);
        int mine = 0;
        for (int i = 0; i < to; i++) {
          // another offset each time, as a repeat has
          Intake event = Requests.accepted("event-" + i, "a", 0, to + i, NOW, new byte[0]);
          if (subtaskOf(event, subtasks) == index) {
            harness.processElement(new StreamRecord<>(event));
            mine++;
          }
        }
        passed += harness.extractOutputValues().size();
        perSubtask.add(mine);
        states.add(harness.snapshot(1, 0));
      }
    }
    return states;
  }

  private static int subtaskOf(Intake event, int subtasks) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(
        StageKeys.byEvent(event), Buckets.MAX_PARALLELISM, subtasks);
  }
}
