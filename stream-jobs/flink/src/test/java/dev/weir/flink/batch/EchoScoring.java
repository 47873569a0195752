package dev.weir.flink.batch;

import dev.weir.scoring.BatchCounts;
import dev.weir.scoring.RecordScoring;
import dev.weir.scoring.ScoredBatch;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.record.RawRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Answers each record with its own bytes and remembers the batches. Static, because Flink
 * serialises what it hands to a subtask; tests of it run one after the other.
 */
final class EchoScoring implements RecordScoring {

  static final List<Integer> BATCH_SIZES = new ArrayList<>();
  static int opened;
  static int closed;

  static void reset() {
    BATCH_SIZES.clear();
    opened = 0;
    closed = 0;
  }

  static RecordScoring open() {
    opened++;
    return new EchoScoring();
  }

  @Override
  public String model() {
    return "echo@1.0.0";
  }

  @Override
  public ScoredBatch score(List<RawRecord> batch) {
    BATCH_SIZES.add(batch.size());
    List<OutboundRecord> records =
        batch.stream()
            .map(
                record -> new OutboundRecord("out", record.key(), record.value(), record.headers()))
            .toList();
    return new ScoredBatch(
        records,
        Map.of(Stage.DECODE, 1),
        new BatchCounts(
            7L * batch.size(), 8L * batch.size(), 1_000_000, 0, batch.size(), 0, Map.of()));
  }

  @Override
  public void close() {
    closed++;
  }
}
