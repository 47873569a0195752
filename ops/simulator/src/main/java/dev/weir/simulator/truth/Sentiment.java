package dev.weir.simulator.truth;

/** The feeling of a text towards what it is about. */
public enum Sentiment {
  NEGATIVE("negative"),
  NEUTRAL("neutral"),
  POSITIVE("positive");

  private final String label;

  Sentiment(String label) {
    this.label = label;
  }

  /** The label as models and verdicts spell it. */
  public String label() {
    return label;
  }
}
