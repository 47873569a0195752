package dev.weir.scoring.deadletter;

import java.util.Locale;

/** Where on its way a record failed. The name in headers and metrics is {@link #label()}. */
public enum Stage {
  /** The bytes are not a record of the topic's schema. */
  DECODE,
  /** The event is readable but breaks a limit, such as an empty or too long text. */
  VALIDATE,
  /** Features could not be computed. */
  FEATURES,
  /** The text could not be turned into tokens. */
  TOKENIZE,
  /** The model failed on this record alone. */
  INFERENCE,
  /** The scores could not be turned into a verdict. */
  VERDICT,
  /** A label found no event to join. */
  JOIN;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The lower-case name that headers and metrics carry. */
  public String label() {
    return label;
  }
}
