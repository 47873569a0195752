package dev.weir.flink.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFinalizer;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BucketOperatorTest {

  private static final long LONG = Duration.ofDays(1).toMillis();
  private static final List<String> NAMES = List.of("one", "two", "three");

  private KeyedOneInputStreamOperatorTestHarness<Integer, String, String> harness;

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void snapshot_writtenWhileTheOperatorGoesOn_holdsWhatWasThereAtItsBarrier() throws Exception {
    open(null);
    rounds(2);
    OperatorSnapshotFutures first = snapshot(1);
    rounds(3);
    OperatorSnapshotFutures second = snapshot(2);
    rounds(4);
    OperatorSubtaskState ofFirst = finish(first);
    OperatorSubtaskState ofSecond = finish(second);
    assertThat(lastOf("one")).isEqualTo("one 9");
    harness.close();

    open(ofFirst);
    rounds(1);
    assertThat(NAMES).allSatisfy(name -> assertThat(lastOf(name)).isEqualTo(name + " 3"));
    harness.close();

    open(ofSecond);
    rounds(1);
    assertThat(NAMES).allSatisfy(name -> assertThat(lastOf(name)).isEqualTo(name + " 6"));
  }

  private void open(OperatorSubtaskState state) throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new OperatorMaker<>(Counting.class, Counting::new), Buckets::of, Types.INT);
    harness.setup();
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
  }

  private void rounds(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      for (String name : NAMES) {
        harness.processElement(new StreamRecord<>(name));
      }
    }
  }

  /** The part of a snapshot that stops the task; the rest is for {@link #finish}. */
  private OperatorSnapshotFutures snapshot(long checkpoint) throws Exception {
    return harness
        .getOneInputOperator()
        .snapshotState(
            checkpoint,
            checkpoint,
            CheckpointOptions.forCheckpointWithDefaultLocation(),
            new MemCheckpointStreamFactory(1 << 20));
  }

  private static OperatorSubtaskState finish(OperatorSnapshotFutures futures) throws Exception {
    return OperatorSnapshotFinalizer.create(futures).getJobManagerOwnedState();
  }

  private String lastOf(String name) {
    List<String> all =
        harness.extractOutputValues().stream().filter(said -> said.startsWith(name + " ")).toList();
    return all.get(all.size() - 1);
  }

  /** How often each name has come. */
  private static final class Counting extends BucketOperator<String>
      implements OneInputStreamOperator<String, String> {

    private static final long serialVersionUID = 1L;

    Counting(StreamOperatorParameters<String> parameters) {
      super(parameters, "counts", LONG);
    }

    @Override
    public void processElement(StreamRecord<String> element) throws Exception {
      byte[] name = element.getValue().getBytes(UTF_8);
      byte[] known = load(name);
      byte count = (byte) (known == null ? 1 : known[0] + 1);
      save(name, new byte[] {count}, LONG);
      output.collect(element.replace(element.getValue() + " " + count));
    }
  }
}
