package dev.weir.engine.feature;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Letters of other alphabets that look like Latin ones, in lower case. Stateless, thread-safe.
 *
 * <p>They are folded only in a text that has Latin letters, and there in words with a Latin letter,
 * or wholly made of letters that cannot be told from Latin ones; a Russian or Greek word among
 * English ones stays as it is as soon as it has one letter of its own.
 */
final class Homoglyphs {
  private static final Map<Integer, Integer> LATIN = new HashMap<>();
  private static final Set<Integer> EXACT = new HashSet<>();

  static {
    pairs("аaеeоoрpсcуyхxіiјjѕsԁdԛqԝwһhοoνvϲcɑaɡgօoհhցgѵvӏl", true);
    pairs("кkмmтtвbнhґrпnиuαaρpιiκkτtυuχxγyηnωwεeıiʟlոnսuքf", false);
  }

  private Homoglyphs() {}

  private static void pairs(String pairs, boolean exact) {
    for (int i = 0; i < pairs.length(); i += 2) {
      int letter = pairs.charAt(i);
      LATIN.put(letter, (int) pairs.charAt(i + 1));
      if (exact) {
        EXACT.add(letter);
      }
    }
  }

  static String fold(String text) {
    if (!hasLatin(text) || !hasLookAlike(text)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      int start = i;
      boolean latin = false;
      boolean foreign = false;
      while (i < text.length() && Character.isLetter(text.codePointAt(i))) {
        int c = text.codePointAt(i);
        latin |= isLatin(c);
        foreign |= !isLatin(c) && !EXACT.contains(c);
        i += Character.charCount(c);
      }
      if (i == start) {
        int c = text.codePointAt(i);
        out.appendCodePoint(c);
        i += Character.charCount(c);
      } else if (latin || !foreign) {
        text.substring(start, i)
            .codePoints()
            .map(c -> LATIN.getOrDefault(c, c))
            .forEach(out::appendCodePoint);
      } else {
        out.append(text, start, i);
      }
    }
    return out.toString();
  }

  private static boolean hasLatin(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isLatin(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLatin(int c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean hasLookAlike(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80 && LATIN.containsKey((int) text.charAt(i))) {
        return true;
      }
    }
    return false;
  }
}
