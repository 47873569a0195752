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

  /**
   * When the newest examples occurred, the epoch without any: one in a hundred may say that it is
   * younger, so that a producer whose clock is wrong does not decide it.
   */
  public Instant newest() {
    List<Instant> times = examples.stream().map(LabelledExample::getOccurredAt).sorted().toList();
    return times.isEmpty() ? Instant.EPOCH : times.get((times.size() - 1) * 99 / 100);
  }
}
