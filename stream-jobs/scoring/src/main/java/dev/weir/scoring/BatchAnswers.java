package dev.weir.scoring;

import dev.weir.engine.ScoreOutcome;
import dev.weir.scoring.deadletter.DeadLetters;
import dev.weir.scoring.deadletter.RecordFailure;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.event.ScoringRequest;
import dev.weir.scoring.record.OutboundRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The answers of one batch while they come together. Confined to one thread. */
final class BatchAnswers {

  private final List<? extends ScoringRequest> batch;
  private final DeadLetters deadLetters;
  private final Instant now;
  private final @Nullable OutboundRecord[] records;
  private final Map<Stage, Integer> failures = new EnumMap<>(Stage.class);

  BatchAnswers(List<? extends ScoringRequest> batch, DeadLetters deadLetters, Instant now) {
    this.batch = batch;
    this.deadLetters = deadLetters;
    this.now = now;
    this.records = new OutboundRecord[batch.size()];
  }

  /** When the batch was scored. */
  Instant scoredAt() {
    return now;
  }

  void put(int index, OutboundRecord record) {
    records[index] = record;
  }

  void fail(int index, Stage stage, RuntimeException cause) {
    put(index, deadLetters.of(batch.get(index).origin(), new RecordFailure(stage, cause), now));
    failures.merge(stage, 1, Integer::sum);
  }

  /** Answers a record that the engine could not score. */
  void reject(int index, ScoreOutcome.Rejected rejected) {
    Stage stage =
        switch (rejected.stage()) {
          case "validate" -> Stage.VALIDATE;
          case "features" -> Stage.FEATURES;
          case "tokenize" -> Stage.TOKENIZE;
          default -> Stage.INFERENCE;
        };
    fail(index, stage, new ModelRejectionException(rejected));
  }

  ScoredBatch toBatch(BatchCounts counts) {
    List<OutboundRecord> all = new ArrayList<>(records.length);
    for (OutboundRecord record : records) {
      all.add(Objects.requireNonNull(record));
    }
    return new ScoredBatch(all, failures, counts);
  }
}
