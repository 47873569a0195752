package dev.weir.retrain.learning.snapshot;

import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.LabelledExample;
import java.util.List;

/** Items of known truth among labelled examples. */
public final class GoldenItems {
  private GoldenItems() {}

  /** Event ids of the examples that a golden vote decided. */
  public static List<String> of(List<LabelledExample> examples) {
    return examples.stream()
        .filter(
            example ->
                example.getLabels().stream()
                    .flatMap(label -> label.getVotes().stream())
                    .anyMatch(vote -> vote.getLabeler().getKind() == LabelerKind.GOLDEN))
        .map(LabelledExample::getEventId)
        .sorted()
        .toList();
  }
}
