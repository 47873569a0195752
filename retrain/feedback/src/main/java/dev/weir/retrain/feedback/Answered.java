package dev.weir.retrain.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import dev.weir.schemas.LabelVote;
import dev.weir.schemas.Labeler;
import dev.weir.schemas.ResolvedLabel;
import java.util.Comparator;
import java.util.List;

/**
 * A question and the label that holds. Immutable but for what is inside.
 *
 * @param draw where it stands when too many came: a hash of the event id
 */
record Answered(Question question, ResolvedLabel label, long draw) {

  /** By their draw; total where event ids differ. */
  static final Comparator<Answered> IN_DRAW_ORDER =
      Comparator.comparingLong(Answered::draw).thenComparing(Answered::eventId);

  static Answered of(Question question, ResolvedLabel label, long seed) {
    long draw =
        Hashing.murmur3_128((int) seed)
            .hashString(question.task() + ":" + question.eventId(), UTF_8)
            .asLong();
    return new Answered(question, label, draw);
  }

  String eventId() {
    return question.eventId();
  }

  /** Who stands behind the label. */
  List<Labeler> behind() {
    return label.getVotes().stream().map(LabelVote::getLabeler).toList();
  }
}
