package dev.weir.retrain.text.data;

import java.util.SplittableRandom;

/**
 * Spells words of a text as people do who want to be read and not to be found: digits and signs for
 * letters, or letters set apart. What the normalisation undoes of it, it undoes; the rest is what a
 * network has to have seen. Stateless.
 *
 * <p>Signs, gaps and shares are drawn wider than {@code weir evaluate --obfuscate} draws them, so
 * that what is measured there is not what was learned here.
 */
public final class Disguises {
  private static final int SHORTEST = 3;
  private static final String GAPS = " .-_*/|+~,";
  private static final String LETTERS = "abegilostz";
  private static final String[] SIGNS = {"4@", "86", "3", "96", "1!", "1|", "0", "5$", "7+", "2"};

  private Disguises() {}

  /** The text with some of its Latin words spelled otherwise; as it was where there are none. */
  public static String of(String text, SplittableRandom random) {
    boolean leet = random.nextDouble() < 0.6;
    double words = 0.3 + 0.5 * random.nextDouble();
    double letters = 0.4 + 0.6 * random.nextDouble();
    StringBuilder out = new StringBuilder(text.length() * 2);
    for (int i = 0; i < text.length(); ) {
      int end = i;
      while (end < text.length() && isLetter(text.charAt(end))) {
        end++;
      }
      if (end - i < SHORTEST || isInLink(text, i, end) || random.nextDouble() >= words) {
        end = Math.max(end, i + 1);
        out.append(text, i, end);
      } else if (leet) {
        substitute(text, i, end, letters, random, out);
      } else {
        char gap = GAPS.charAt(random.nextInt(GAPS.length()));
        for (int at = i; at < end; at++) {
          if (at > i) {
            out.append(gap);
          }
          out.append(text.charAt(at));
        }
      }
      i = end;
    }
    return out.toString();
  }

  private static void substitute(
      String text, int from, int to, double share, SplittableRandom random, StringBuilder out) {
    for (int i = from; i < to; i++) {
      int at = LETTERS.indexOf(text.charAt(i) | 0x20);
      if (at >= 0 && random.nextDouble() < share) {
        out.append(SIGNS[at].charAt(random.nextInt(SIGNS[at].length())));
      } else {
        out.append(text.charAt(i));
      }
    }
  }

  private static boolean isLetter(char c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  }

  private static boolean isInLink(String text, int start, int end) {
    return (start > 0 && "./-_=?@".indexOf(text.charAt(start - 1)) >= 0)
        || (end + 1 < text.length()
            && ".:-_@".indexOf(text.charAt(end)) >= 0
            && text.charAt(end + 1) != ' ');
  }
}
