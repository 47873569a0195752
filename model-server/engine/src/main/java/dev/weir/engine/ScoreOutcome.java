package dev.weir.engine;

/** What became of one text: calibrated probabilities, or a rejection that says why. */
public sealed interface ScoreOutcome {
  /**
   * The text was scored.
   *
   * @param probabilities by task (in the order of {@link TextScorer#tasks()}), then by label; they
   *     may be shared with other outcomes and must not be changed
   * @param tokens how many tokens the model saw, special tokens included, after truncation
   * @param fromCache whether the same model had scored the same text before
   */
  @SuppressWarnings("ArrayRecordComponent") // one object a record; nobody compares outcomes
  record Scored(float[][] probabilities, int tokens, boolean fromCache) implements ScoreOutcome {
    /** The outcome of a run of the model. */
    public Scored(float[][] probabilities, int tokens) {
      this(probabilities, tokens, false);
    }

    /** The same scores for a text that needed no run of its own. */
    public Scored asFromCache() {
      return new Scored(probabilities, tokens, true);
    }
  }

  /**
   * The text could not be scored; the texts beside it were.
   *
   * @param stage where it ended: {@code validate}, {@code tokenize}, {@code queue} or {@code
   *     inference}
   * @param code stable reason code, such as {@code text-too-long}
   * @param message what was expected and what came, without the text itself
   */
  record Rejected(String stage, String code, String message) implements ScoreOutcome {}
}
