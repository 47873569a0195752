package dev.weir.retrain.feedback;

import dev.weir.schemas.CommentPosted;
import dev.weir.schemas.LabelVote;
import dev.weir.schemas.Labeler;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.LabelledExample;
import dev.weir.schemas.ResolvedLabel;
import dev.weir.schemas.Task;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Invented events with opinions on whether they are spam. */
final class Labels {
  static final Instant AT = Instant.parse("2026-03-02T08:00:00Z");

  private Labels() {}

  static LabelVote vote(String id, LabelerKind kind, boolean spam) {
    return PoisonWorld.vote(id, kind, spam, AT);
  }

  static LabelVote moderator(String id, boolean spam) {
    return vote(id, LabelerKind.MODERATOR, spam);
  }

  static LabelVote golden(boolean spam) {
    return vote("golden-set", LabelerKind.GOLDEN, spam);
  }

  /** An example whose text nothing else has, by an author of its own. */
  static LabelledExample example(String id, @Nullable Float model, LabelVote... votes) {
    return example(id, "author-" + id, "we talked about " + id + " yesterday", model, votes);
  }

  static LabelledExample example(
      String id, String author, String text, @Nullable Float model, LabelVote... votes) {
    CommentPosted event =
        CommentPosted.newBuilder()
            .setEventId(id)
            .setOccurredAt(AT)
            .setSubjectId("subject")
            .setAuthorId(author)
            .setText(text)
            .build();
    return LabelledExample.newBuilder()
        .setEventId(id)
        .setOccurredAt(AT)
        .setEvent(event)
        .setVerdict(model == null ? null : PoisonWorld.verdict(event, model))
        .setLabels(
            List.of(
                ResolvedLabel.newBuilder()
                    .setTask(Task.SPAM)
                    .setLabel(votes[0].getLabel())
                    .setConfidence(1)
                    .setVotes(List.of(votes))
                    .setOverruled(List.of())
                    .setResolvedAt(AT)
                    .build()))
        .build();
  }

  static Labeler labeler(String id) {
    return new Labeler(id, LabelerKind.MODERATOR);
  }
}
