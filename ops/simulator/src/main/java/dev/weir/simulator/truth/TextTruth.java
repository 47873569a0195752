package dev.weir.simulator.truth;

import org.jspecify.annotations.Nullable;

/**
 * What is true of a comment or chat message.
 *
 * @param sentiment the author's feeling; null for spam, which praises or scares without one
 * @param spam whether it advertises or floods
 * @param abusive whether it insults somebody
 * @param obfuscated whether its spelling is disguised: homoglyphs, invisible characters, leetspeak,
 *     spaced or stretched letters
 * @param waveId which spam wave it belongs to, null outside of waves
 * @param language {@code en} or {@code zh}
 */
public record TextTruth(
    String eventId,
    String topic,
    @Nullable Sentiment sentiment,
    boolean spam,
    boolean abusive,
    boolean obfuscated,
    @Nullable String waveId,
    String language)
    implements Truth {

  public TextTruth {
    if (waveId != null && !spam) {
      throw new IllegalArgumentException(
          "truth of " + eventId + ": it belongs to wave " + waveId + " but is not spam");
    }
    if ((sentiment == null) != spam) {
      throw new IllegalArgumentException(
          "truth of " + eventId + ": sentiment is " + sentiment + " while spam is " + spam);
    }
  }

  /** {@code negative}, {@code neutral} or {@code positive}; null for spam. */
  public @Nullable String sentimentLabel() {
    return sentiment == null ? null : sentiment.label();
  }

  /** {@code spam} or {@code ham}. */
  public String spamLabel() {
    return spam ? "spam" : "ham";
  }

  /** {@code abusive} or {@code clean}. */
  public String abuseLabel() {
    return abusive ? "abusive" : "clean";
  }
}
