package dev.weir.scoring.feedback;

import dev.weir.schemas.ErasureSubject;
import dev.weir.schemas.Task;
import dev.weir.serde.topic.WeirTopic;
import java.util.Arrays;

/** What an opinion is about; each has verdicts, and event ids, of its own. */
public enum EventKind {
  TEXT(WeirTopic.TEXT_VERDICTS, ErasureSubject.AUTHOR),
  TRANSACTION(WeirTopic.FRAUD_VERDICTS, ErasureSubject.CARD);

  private final WeirTopic verdicts;
  private final ErasureSubject subject;

  EventKind(WeirTopic verdicts, ErasureSubject subject) {
    this.verdicts = verdicts;
    this.subject = subject;
  }

  /** What a task looks at; never asked of {@link Task#UNKNOWN}, which has no labels. */
  public static EventKind of(Task task) {
    return task == Task.FRAUD ? TRANSACTION : TEXT;
  }

  /**
   * Whose data is erased when that subject is.
   *
   * @throws IllegalArgumentException for a subject of a newer Weir
   */
  public static EventKind of(ErasureSubject subject) {
    return Arrays.stream(values())
        .filter(kind -> kind.subject == subject)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "erasure of "
                        + subject
                        + ": expected AUTHOR or CARD; run the Weir that wrote it, or data that is"
                        + " to be erased stays"));
  }

  /** The topic of its verdicts. */
  public WeirTopic verdicts() {
    return verdicts;
  }
}
