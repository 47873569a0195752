package dev.weir.simulator.truth;

import dev.weir.schemas.CommentPosted;
import dev.weir.schemas.LabelVote;
import dev.weir.schemas.Labeler;
import dev.weir.schemas.LabelledExample;
import dev.weir.schemas.ResolvedLabel;
import dev.weir.schemas.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Simulated comments as labelled examples: somebody said the truth. Stateless. */
public final class TrueExamples {
  private TrueExamples() {}

  /**
   * The example of a comment.
   *
   * @param by who labelled it, at the moment it was posted
   * @param tasks that were judged; one without a truth, such as the sentiment of spam, is left out
   */
  public static LabelledExample of(
      Labelled<CommentPosted, TextTruth> comment, Labeler by, Task... tasks) {
    Instant at = comment.event().getOccurredAt();
    List<ResolvedLabel> labels = new ArrayList<>();
    for (Task task : tasks) {
      @Nullable String label = label(comment.truth(), task);
      if (label != null) {
        labels.add(resolved(task, label, by, at));
      }
    }
    return LabelledExample.newBuilder()
        .setEventId(comment.event().getEventId())
        .setOccurredAt(at)
        .setEvent(comment.event())
        .setVerdict(null)
        .setLabels(labels)
        .build();
  }

  /** A label by one person. */
  public static ResolvedLabel resolved(Task task, String label, Labeler by, Instant at) {
    return ResolvedLabel.newBuilder()
        .setTask(task)
        .setLabel(label)
        .setConfidence(1)
        .setVotes(List.of(new LabelVote(label, by, at)))
        .setResolvedAt(at)
        .build();
  }

  private static @Nullable String label(TextTruth truth, Task task) {
    return switch (task) {
      case SENTIMENT -> truth.sentimentLabel();
      case SPAM -> truth.spamLabel();
      case ABUSE -> truth.abuseLabel();
      case FRAUD, UNKNOWN ->
          throw new IllegalArgumentException("a comment has no label of task " + task);
    };
  }
}
