package dev.weir.simulator.text;

import dev.weir.simulator.truth.Sentiment;
import org.jspecify.annotations.Nullable;

/** What a line is meant to be: it decides which grammar rule writes it, and so its truth. */
enum LineClass {
  POSITIVE(Sentiment.POSITIVE),
  NEUTRAL(Sentiment.NEUTRAL),
  NEGATIVE(Sentiment.NEGATIVE),
  ABUSIVE(Sentiment.NEGATIVE),
  SPAM(null);

  final @Nullable Sentiment sentiment;

  LineClass(@Nullable Sentiment sentiment) {
    this.sentiment = sentiment;
  }

  static LineClass draw(TextShares shares, double fraction) {
    double edge = shares.positive();
    if (fraction < edge) {
      return POSITIVE;
    }
    if (fraction < (edge += shares.neutral())) {
      return NEUTRAL;
    }
    if (fraction < (edge += shares.negative())) {
      return NEGATIVE;
    }
    return fraction < edge + shares.abusive() ? ABUSIVE : SPAM;
  }

  /** The rule of lines of this class, in English or Chinese, of {@code comment} or {@code chat}. */
  String rule(String genre, boolean chinese) {
    String language = chinese ? "zh." : "";
    return switch (this) {
      case POSITIVE -> language + genre + ".positive";
      case NEUTRAL -> language + genre + ".neutral";
      case NEGATIVE -> language + genre + ".negative";
      case ABUSIVE -> language + genre + ".abusive";
      case SPAM -> language + "spam.line";
    };
  }
}
