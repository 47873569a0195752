package dev.weir.scoring.feedback;

import dev.weir.schemas.LabelVote;
import dev.weir.schemas.Labeler;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.Task;
import java.time.Instant;

/**
 * One opinion, without its remark. Immutable.
 *
 * @param task what is judged
 * @param label one of {@link TaskWords}
 * @param kind what sort of source gave it
 * @param labelerId who gave it
 * @param labelledAtMillis when it was decided
 */
public record Vote(
    Task task, String label, LabelerKind kind, String labelerId, long labelledAtMillis) {

  /** Whether both are the voice of one labeller on one task. */
  boolean isOfSameVoice(Vote other) {
    return task == other.task && kind == other.kind && labelerId.equals(other.labelerId);
  }

  /** As examples show it. */
  LabelVote shown() {
    return LabelVote.newBuilder()
        .setLabel(label)
        .setLabeler(Labeler.newBuilder().setId(labelerId).setKind(kind).build())
        .setLabelledAt(Instant.ofEpochMilli(labelledAtMillis))
        .build();
  }
}
