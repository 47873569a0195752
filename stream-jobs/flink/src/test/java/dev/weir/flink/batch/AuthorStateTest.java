package dev.weir.flink.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flink.stage.StageKeys;
import dev.weir.flink.testing.Requests;
import dev.weir.flink.wire.OutboundRecordSerializer;
import dev.weir.scoring.Intake;
import dev.weir.scoring.author.AuthorMemory;
import dev.weir.scoring.record.OutboundRecord;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the scoring operator remembers of authors. The echo answers with the messages so far. */
class AuthorStateTest {

  private static final long NOW = 1_700_000_000_000L;

  private KeyedOneInputStreamOperatorTestHarness<Integer, Intake, OutboundRecord> harness;
  private int sent;

  @BeforeEach
  void open() throws Exception {
    EchoScoring.reset();
    open(null);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void authorsOfOneBatch_areKeptApart() throws Exception {
    send("ann", "bob", "ann", "ann", "cleo");

    assertThat(EchoScoring.BATCH_SIZES).containsExactly(5);
    assertThat(known()).containsExactly(0, 0, 1, 2, 0);
  }

  @Test
  void author_overBatches_isRemembered() throws Exception {
    send("ann");
    send("bob");
    send("ann");

    assertThat(known()).containsExactly(0, 0, 1);
  }

  @Test
  void restore_fromACheckpoint_remembers() throws Exception {
    send("ann", "bob");
    OperatorSubtaskState state = harness.snapshot(1, 0);
    harness.close();

    open(state);
    send("bob", "cleo");

    assertThat(known()).containsExactly(1, 0);
  }

  @Test
  void authors_whoFellSilent_areForgotten() throws Exception {
    send("ann", "bob");

    harness.processWatermark(NOW + AuthorMemory.MEMORY.plus(Duration.ofDays(4)).toMillis());

    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  private void open(OperatorSubtaskState state) throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            MicroBatches.scored(
                new BatchLimits(100, 100_000, Duration.ofMillis(5)), EchoScoring::open),
            StageKeys::byAuthor,
            Types.INT);
    harness.setup(new OutboundRecordSerializer());
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    harness.setProcessingTime(NOW);
  }

  /** One batch. */
  private void send(String... authors) throws Exception {
    for (String author : authors) {
      Intake intake =
          Requests.accepted("event-" + sent, author, 0, sent++, NOW, new byte[] {(byte) sent});
      harness.processElement(new StreamRecord<>(intake));
    }
    harness.prepareSnapshotPreBarrier(sent);
  }

  private List<Integer> known() {
    return harness.extractOutputValues().stream().map(answer -> (int) answer.key()[0]).toList();
  }
}
