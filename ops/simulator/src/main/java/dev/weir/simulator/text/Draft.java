package dev.weir.simulator.text;

import dev.weir.simulator.truth.TextTruth;
import org.jspecify.annotations.Nullable;

/**
 * A written line before it becomes an event.
 *
 * @param author index of the account, see {@link Accounts}
 * @param place index of the subject or room
 */
record Draft(
    String text,
    LineClass lineClass,
    boolean disguised,
    @Nullable String waveId,
    boolean chinese,
    long author,
    int place) {

  TextTruth truth(String eventId, String topic) {
    return new TextTruth(
        eventId,
        topic,
        lineClass.sentiment,
        lineClass == LineClass.SPAM,
        lineClass == LineClass.ABUSIVE,
        disguised,
        waveId,
        chinese ? "zh" : "en");
  }
}
