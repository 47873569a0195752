package dev.weir.retrain.feedback;

import dev.weir.schemas.CardTransaction;
import dev.weir.schemas.ChatMessageSent;
import dev.weir.schemas.CommentPosted;
import dev.weir.schemas.LabelVote;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.LabelledExample;
import dev.weir.schemas.ResolvedLabel;
import dev.weir.schemas.Task;
import dev.weir.scoring.feedback.Resolution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One task of a labelled event, with everybody's opinion. Immutable but for the example.
 *
 * @param voices the newest opinion of each labeller
 * @param model what the live model said; null if it said nothing
 */
record Question(
    LabelledExample example, Task task, List<LabelVote> voices, @Nullable ModelAnswer model) {

  Question {
    voices = List.copyOf(voices);
  }

  /** The questions of a task. Of an event that comes more than once the last record counts. */
  static List<Question> of(Task task, List<LabelledExample> examples) {
    Map<String, LabelledExample> last = new LinkedHashMap<>();
    examples.forEach(example -> last.put(example.getEventId(), example));
    List<Question> questions = new ArrayList<>();
    for (LabelledExample example : last.values()) {
      List<LabelVote> votes = new ArrayList<>();
      for (ResolvedLabel label : example.getLabels()) {
        if (label.getTask() == task) {
          votes.addAll(label.getVotes());
          votes.addAll(label.getOverruled());
        }
      }
      if (!votes.isEmpty()) {
        questions.add(
            new Question(
                example,
                task,
                Resolution.voices(votes),
                ModelAnswer.of(task, example.getVerdict())));
      }
    }
    return questions;
  }

  String eventId() {
    return example.getEventId();
  }

  /** The newest known truth; null where there is none. */
  @Nullable String known() {
    @Nullable String known = null;
    for (LabelVote vote : voices) {
      known = vote.getLabeler().getKind() == LabelerKind.GOLDEN ? vote.getLabel() : known;
    }
    return known;
  }

  /** What was written; null for a payment, and where the author was erased. */
  @Nullable String text() {
    Object event = example.getEvent();
    if (event instanceof CommentPosted comment) {
      return comment.getText();
    }
    return event instanceof ChatMessageSent message ? message.getText() : null;
  }

  /** Who wrote it, or the card that paid; null where that was erased. */
  @Nullable String author() {
    Object event = example.getEvent();
    if (event instanceof CommentPosted comment) {
      return comment.getAuthorId();
    }
    if (event instanceof ChatMessageSent message) {
      return message.getAuthorId();
    }
    return event instanceof CardTransaction payment ? payment.getCardId() : null;
  }
}
