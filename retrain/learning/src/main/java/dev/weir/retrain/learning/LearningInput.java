package dev.weir.retrain.learning;

import dev.weir.schemas.Erasure;
import dev.weir.schemas.LabelledExample;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * What a run may learn from, as it stood on the topics when the run began. Immutable.
 *
 * @param examples the last record of each event, in any order
 * @param erasures all of them
 * @param recent comments and chat messages that nobody labelled, which hold the model to what it
 *     knows
 */
public record LearningInput(
    List<LabelledExample> examples, List<Erasure> erasures, List<SpecificRecord> recent) {
  public LearningInput {
    examples = List.copyOf(examples);
    erasures = List.copyOf(erasures);
    recent = List.copyOf(recent);
  }

  /** When the newest example occurred; the epoch without any. */
  public Instant newest() {
    return examples.stream()
        .map(LabelledExample::getOccurredAt)
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }
}
