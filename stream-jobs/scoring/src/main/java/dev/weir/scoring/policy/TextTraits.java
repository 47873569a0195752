package dev.weir.scoring.policy;

/**
 * What a text looks like, in one pass over its characters. Immutable.
 *
 * @param chars characters, a pair of surrogates being one
 * @param words runs of letters and digits; each Chinese, Japanese or Korean character is one
 * @param links places that look like the beginning of a link: {@code ://} or {@code www.}
 * @param mentions {@code @} before a letter or digit and not behind one
 * @param emojis symbols and pictographs
 * @param upperShare share of capitals among the letters that have cases, 0 without letters
 * @param digitShare share of digits among all characters
 */
record TextTraits(
    int chars,
    int words,
    int links,
    int mentions,
    int emojis,
    double upperShare,
    double digitShare) {

  static TextTraits of(String text) {
    int chars = 0;
    int words = 0;
    int links = 0;
    int mentions = 0;
    int emojis = 0;
    int upper = 0;
    int cased = 0;
    int digits = 0;
    boolean inWord = false;
    for (int i = 0; i < text.length(); chars++) {
      int c = text.codePointAt(i);
      boolean digit = Character.isDigit(c);
      boolean letter = !digit && Character.isLetter(c);
      if (letter && Character.isUpperCase(c)) {
        upper++;
        cased++;
      } else if (letter && Character.isLowerCase(c)) {
        cased++;
      }
      digits += digit ? 1 : 0;
      emojis += c >= 0x80 && Character.getType(c) == Character.OTHER_SYMBOL ? 1 : 0;
      links += startsLink(text, i, c, inWord) ? 1 : 0;
      mentions += c == '@' && !inWord && startsWord(text, i + 1) ? 1 : 0;
      boolean alone = letter && Character.isIdeographic(c);
      words += alone || ((letter || digit) && !inWord) ? 1 : 0;
      inWord = (letter || digit) && !alone;
      i += Character.charCount(c);
    }
    return new TextTraits(
        chars,
        words,
        links,
        mentions,
        emojis,
        cased == 0 ? 0 : (double) upper / cased,
        chars == 0 ? 0 : (double) digits / chars);
  }

  private static boolean startsLink(String text, int at, int c, boolean inWord) {
    return (c == ':' && text.startsWith("//", at + 1))
        || ((c == 'w' || c == 'W') && !inWord && text.regionMatches(true, at, "www.", 0, 4));
  }

  private static boolean startsWord(String text, int at) {
    return at < text.length() && Character.isLetterOrDigit(text.charAt(at));
  }
}
