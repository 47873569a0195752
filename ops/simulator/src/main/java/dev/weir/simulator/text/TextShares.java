package dev.weir.simulator.text;

/**
 * How often each sort of line is written, as shares from 0 to 1.
 *
 * <p>The first five are of the lines outside of waves and add up to 1.
 *
 * @param waves share of all lines, over a long run, that belong to spam waves
 * @param disguised share of the abusive and spam lines whose spelling is disguised
 * @param stretched share of the other lines in which somebody merely stretches a word
 * @param chinese share of lines in Chinese
 */
public record TextShares(
    double positive,
    double neutral,
    double negative,
    double abusive,
    double spam,
    double waves,
    double disguised,
    double stretched,
    double chinese) {

  public TextShares {
    double sum = positive + neutral + negative + abusive + spam;
    if (Math.abs(sum - 1.0) > 1e-6) {
      throw new IllegalArgumentException(
          "text shares: positive, neutral, negative, abusive and spam must add up to 1 but give "
              + sum);
    }
    double[] all = {
      positive, neutral, negative, abusive, spam, waves, disguised, stretched, chinese
    };
    for (double share : all) {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("text shares: " + share + " is not between 0 and 1");
      }
    }
    if (waves > 0.5) {
      throw new IllegalArgumentException(
          "text shares: waves are " + waves + " of all lines; at most 0.5 can be held");
    }
  }

  /** Product comments: mostly opinions, some questions, little abuse. */
  public static TextShares ofComments() {
    return new TextShares(0.42, 0.26, 0.24, 0.04, 0.04, 0.04, 0.4, 0.02, 0.08);
  }

  /** Chat: livelier, with more abuse and more raids. */
  public static TextShares ofChat() {
    return new TextShares(0.37, 0.33, 0.18, 0.07, 0.05, 0.06, 0.4, 0.03, 0.08);
  }
}
