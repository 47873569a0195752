package dev.weir.scoring.feedback;

import dev.weir.scoring.feedback.EventVotes.Known;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * What Kafka still has of an event. Avro's records in it are not changed by anybody.
 *
 * @param known whose it is and when it occurred; null where nothing was found
 * @param event the event; null where it is gone
 * @param verdict the verdict; null where it is gone
 */
record FoundEvent(
    @Nullable Known known, @Nullable SpecificRecord event, @Nullable SpecificRecord verdict) {

  static final FoundEvent NOTHING = new FoundEvent(null, null, null);
}
