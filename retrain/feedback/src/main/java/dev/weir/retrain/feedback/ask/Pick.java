package dev.weir.retrain.feedback.ask;

import dev.weir.schemas.Task;

/**
 * An event to ask people about. Immutable.
 *
 * @param task that the reason lies in
 * @param worth from 0 to 1, how much an answer is expected to teach by itself
 * @param novelty from 0 to 1, how little it has in common with what was picked before it
 * @param says a sentence for people; holds no text of users
 */
public record Pick(
    String eventId, Reason reason, Task task, double worth, double novelty, String says) {

  /** Why. */
  public enum Reason {
    /** Two answers are nearly as likely. */
    UNCERTAIN,
    /** The live model and one on trial say different things. */
    DISAGREEMENT,
    /** Nothing like it was picked; the models are rather sure of it. */
    NOVEL
  }
}
