package dev.weir.flink.batch;

import dev.weir.schemas.Action;
import dev.weir.scoring.BatchCounts;
import dev.weir.scoring.ScoredBatch;
import dev.weir.scoring.TextBatchScoring;
import dev.weir.scoring.author.AuthorBook;
import dev.weir.scoring.author.AuthorMemory;
import dev.weir.scoring.event.TextRequest;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.record.RawRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Answers each record with its own bytes and remembers the batches. Static, because Flink
 * serialises what it hands to a subtask; tests of it run one after the other.
 */
final class EchoScoring implements TextBatchScoring {

  static final List<Integer> BATCH_SIZES = new ArrayList<>();
  static int opened;
  static int closed;

  static void reset() {
    BATCH_SIZES.clear();
    opened = 0;
    closed = 0;
  }

  static TextBatchScoring open() {
    opened++;
    return new EchoScoring();
  }

  @Override
  public String model() {
    return "echo@1.0.0";
  }

  @Override
  public String policy() {
    return "echo";
  }

  /** Each message is a strike, and its author's messages so far are the key of its answer. */
  @Override
  public ScoredBatch score(List<TextRequest> batch, AuthorBook authors) {
    BATCH_SIZES.add(batch.size());
    List<OutboundRecord> records = new ArrayList<>();
    for (TextRequest request : batch) {
      RawRecord origin = request.origin();
      String author = request.event().authorId();
      AuthorMemory memory = authors.load(author);
      memory = memory == null ? AuthorMemory.empty() : memory;
      byte known = (byte) memory.standing(origin.timestamp()).messages();
      authors.save(author, memory.after(Action.REMOVE, origin.timestamp()));
      records.add(new OutboundRecord("out", new byte[] {known}, origin.value(), origin.headers()));
    }
    BatchCounts counts = new BatchCounts(7L * batch.size(), 0, 1_000_000, 0, 0, 0, Map.of());
    return new ScoredBatch(records, Map.of(), counts);
  }

  @Override
  public void close() {
    closed++;
  }
}
