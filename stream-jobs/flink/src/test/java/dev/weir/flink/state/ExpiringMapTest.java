package dev.weir.flink.state;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.SimpleTimerService;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExpiringMapTest {

  private static final long RETENTION = 800;

  private KeyedOneInputStreamOperatorTestHarness<Integer, Long, Boolean> harness;

  /** Flink's name of the state back end whose way of keeping names is tested, on the heap. */
  String backend() {
    return "hashmap";
  }

  @AfterEach
  void close() throws Exception {
    if (harness != null) {
      harness.close();
    }
  }

  @Test
  void get_beforeTheExpiry_answers() throws Exception {
    open(null);

    put(1_000);
    harness.processWatermark(1_000 + RETENTION - 1);

    assertThat(known(1_000)).isTrue();
  }

  @Test
  void sweep_anEighthAfterTheExpiry_hasRemovedNamesThatNobodyMentions() throws Exception {
    open(null);
    put(1_000);
    put(1_050);

    harness.processWatermark(1_050 + RETENTION + RETENTION / 8);

    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void sweep_ofABucketThatStillHoldsSomething_asksForTheNext() throws Exception {
    open(null);
    put(1_000);
    put(1_500);

    harness.processWatermark(1_000 + RETENTION + RETENTION / 8);

    assertThat(known(1_000)).isFalse();
    assertThat(known(1_500)).isTrue();
    assertThat(harness.numEventTimeTimers()).isEqualTo(1);
  }

  @Test
  void put_whatIsExpiredAlready_goesWithTheNextWatermark() throws Exception {
    open(null);
    harness.processWatermark(50_000);

    put(1_000);
    harness.processWatermark(50_001);

    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  @Test
  void restore_fromASnapshot_stillForgets() throws Exception {
    open(null);
    put(1_000);
    OperatorSubtaskState state = harness.snapshot(1, 0);
    harness.close();

    open(state);
    assertThat(known(1_000)).isTrue();
    harness.processWatermark(10_000);

    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  @Test
  void anySequence_ofEntriesAndTime_keepsTheLivingAndForgetsTheDead() throws Exception {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      open(null);
      List<Long> put = new ArrayList<>();
      long now = 0;
      for (int step = 0; step < 200; step++) {
        long at = now + random.nextInt(500) - 250;
        put(at);
        put.add(at);
        now += random.nextInt(40);
        harness.processWatermark(now);
      }
      for (long at : put) {
        if (at + RETENTION > now) {
          assertThat(known(at)).as("seed %d, %d at %d", seed, at, now).isTrue();
        } else if (at + RETENTION + RETENTION / 8 < now) {
          assertThat(known(at)).as("seed %d, %d at %d", seed, at, now).isFalse();
        }
      }
      harness.processWatermark(now + 10 * RETENTION);
      assertThat(harness.numKeyedStateEntries()).isZero();
      harness.close();
    }
  }

  private void open(OperatorSubtaskState state) throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new Remember(backend()), value -> (int) Math.floorMod(value, 3L), Types.INT);
    harness.setup();
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
  }

  private void put(long value) throws Exception {
    harness.processElement(new StreamRecord<>(value));
  }

  /** Asks by the negative number. */
  private boolean known(long value) throws Exception {
    Remember.asking = true;
    harness.processElement(new StreamRecord<>(value));
    Remember.asking = false;
    List<Boolean> all = harness.extractOutputValues();
    return all.get(all.size() - 1);
  }

  /** Remembers numbers, or says whether one is known. */
  private static final class Remember extends AbstractStreamOperator<Boolean>
      implements OneInputStreamOperator<Long, Boolean>, Triggerable<Integer, VoidNamespace> {
    private static final long serialVersionUID = 1L;
    private static boolean asking;
    private final String backend;
    private transient ExpiringMap map;

    Remember(String backend) {
      this.backend = backend;
    }

    @Override
    public void open() throws Exception {
      super.open();
      map =
          new ExpiringMap(
              BucketState.of(getRuntimeContext(), "known", backend),
              new SimpleTimerService(
                  getInternalTimerService("sweeps", VoidNamespaceSerializer.INSTANCE, this)),
              RETENTION);
    }

    @Override
    public void processElement(StreamRecord<Long> element) throws Exception {
      long value = element.getValue();
      if (asking) {
        output.collect(new StreamRecord<>(map.get((int) getCurrentKey(), name(value)) != null));
      } else {
        map.put((int) getCurrentKey(), name(value), new byte[] {1}, value + RETENTION);
      }
    }

    private static byte[] name(long value) {
      return Long.toString(value).getBytes(US_ASCII);
    }

    @Override
    public void onEventTime(InternalTimer<Integer, VoidNamespace> timer) throws Exception {
      map.sweep(timer.getKey(), timer.getTimestamp());
    }

    @Override
    public void onProcessingTime(InternalTimer<Integer, VoidNamespace> timer) {
      throw new AssertionError("asked for event time only");
    }
  }
}
