package dev.weir.engine.feature;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Letters beyond ASCII that look like Latin ones, in lower case. Stateless, thread-safe.
 *
 * <p>They are folded only in a text that has Latin letters, and there in words with a Latin letter,
 * or wholly made of letters that cannot be told from Latin ones; a Russian or Greek word among
 * English ones stays as it is as soon as it has one letter of its own.
 *
 * <p>The table is a file of this module and frozen with {@link TextNormalizer#ID}: {@code
 * homoglyphs-1.txt}, drawn from ICU's confusables (Unicode Technical Standard 39) by a test that
 * draws it again and compares. A line holds a Latin letter, {@code =} for letters that cannot be
 * told from it or {@code ~} for those that resemble it, and their code points in hexadecimal.
 */
final class Homoglyphs {
  static final String TABLE = "homoglyphs-1.txt";

  private static final int PAGE_BITS = 7;
  private static final int PAGE = 1 << PAGE_BITS;
  private static final byte EXACT = (byte) 0x80;
  private static final byte LETTER = 0x7F;

  /** By code point: its Latin letter, with {@link #EXACT}; 0 where there is none. */
  private static final byte[] @Nullable [] PAGES = read();

  private Homoglyphs() {}

  private static byte[] @Nullable [] read() {
    byte[][] pages = new byte[(Character.MAX_CODE_POINT + 1) >> PAGE_BITS][];
    try (InputStream in = Homoglyphs.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IllegalStateException(TABLE + " is missing in the engine's jar; build it again");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          put(pages, line.split(" "));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pages;
  }

  private static void put(byte[] @Nullable [] pages, String[] fields) {
    byte entry = (byte) (fields[0].charAt(0) | (fields[1].equals("=") ? EXACT : 0));
    for (int i = 2; i < fields.length; i++) {
      int c = Integer.parseInt(fields[i], 16);
      byte[] page = pages[c >> PAGE_BITS];
      if (page == null) {
        page = new byte[PAGE];
        pages[c >> PAGE_BITS] = page;
      }
      page[c & (PAGE - 1)] = entry;
    }
  }

  private static byte entry(int c) {
    byte[] page = PAGES[c >> PAGE_BITS];
    return page == null ? 0 : page[c & (PAGE - 1)];
  }

  /** A text in lower case with its look-alikes folded; the same object if it has none. */
  static String fold(String text) {
    if (!hasLatinAndLookAlikes(text)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      int start = i;
      boolean latin = false;
      boolean foreign = false;
      while (i < text.length()) {
        int c = text.codePointAt(i);
        if (!Character.isLetter(c)) {
          break;
        }
        latin |= isLatin(c);
        foreign |= !isLatin(c) && (entry(c) & EXACT) == 0;
        i += Character.charCount(c);
      }
      if (i == start) {
        int c = text.codePointAt(i);
        out.appendCodePoint(c);
        i += Character.charCount(c);
      } else if (latin || !foreign) {
        appendFolded(text, start, i, out);
      } else {
        out.append(text, start, i);
      }
    }
    return out.toString();
  }

  private static void appendFolded(String text, int from, int to, StringBuilder out) {
    for (int i = from; i < to; ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      byte entry = entry(c);
      out.appendCodePoint(entry == 0 ? c : entry & LETTER);
    }
  }

  private static boolean isLatin(int c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean hasLatinAndLookAlikes(String text) {
    boolean latin = false;
    boolean lookAlike = false;
    for (int i = 0; i < text.length() && !(latin && lookAlike); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        latin |= isLatin(c);
      } else if (!lookAlike) {
        lookAlike = entry(Character.isHighSurrogate(c) ? text.codePointAt(i) : c) != 0;
      }
    }
    return latin && lookAlike;
  }
}
