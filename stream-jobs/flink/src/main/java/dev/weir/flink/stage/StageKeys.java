package dev.weir.flink.stage;

import dev.weir.flink.state.Buckets;
import dev.weir.scoring.Intake;
import dev.weir.scoring.record.OutboundRecord;
import java.util.Arrays;

/**
 * By which bucket each stage is keyed. What takes no part in a stage – a text of no campaign, an
 * event without an author, a dead letter – is spread by what it does have. Functions of the record
 * alone, since sender and receiver both compute them.
 */
public final class StageKeys {

  private StageKeys() {}

  /** The bucket of the event id. */
  public static int byEvent(Intake intake) {
    if (intake instanceof Intake.Accepted accepted) {
      return Buckets.of(accepted.request().event().eventId());
    }
    return ofDeadLetter(((Intake.Refused) intake).deadLetter());
  }

  /** Some bucket for a dead letter, which only passes. */
  public static int ofDeadLetter(OutboundRecord letter) {
    return Buckets.of(31L * Arrays.hashCode(letter.key()) + Arrays.hashCode(letter.value()));
  }

  /** The bucket of the campaign key. */
  public static int byCampaign(Intake intake) {
    return intake instanceof Intake.Accepted accepted && accepted.request().campaignKey() != 0
        ? Buckets.of(accepted.request().campaignKey())
        : byEvent(intake);
  }

  /** The bucket of the author. */
  public static int byAuthor(Intake intake) {
    return intake instanceof Intake.Accepted accepted
            && !accepted.request().event().authorId().isEmpty()
        ? Buckets.of(accepted.request().event().authorId())
        : byEvent(intake);
  }
}
