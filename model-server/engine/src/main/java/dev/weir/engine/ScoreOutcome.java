package dev.weir.engine;

/** What became of one text: calibrated probabilities, or a rejection that says why. */
public sealed interface ScoreOutcome {
  /**
   * The text was scored.
   *
   * @param probabilities by task (in the order of {@link TextScorer#tasks()}), then by label; the
   *     receiver owns the arrays
   * @param tokens how many tokens the model saw, special tokens included, after truncation
   */
  @SuppressWarnings("ArrayRecordComponent") // one object a record; nobody compares outcomes
  record Scored(float[][] probabilities, int tokens) implements ScoreOutcome {}

  /**
   * The text could not be scored; the texts beside it were.
   *
   * @param stage where it ended: {@code validate}, {@code tokenize} or {@code inference}
   * @param code stable reason code, such as {@code text-too-long}
   * @param message what was expected and what came, without the text itself
   */
  record Rejected(String stage, String code, String message) implements ScoreOutcome {}
}
