package dev.weir.engine.feature;

import java.text.Normalizer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Lower case without accents, format characters and stray marks: the third step of {@link
 * TextNormalizer}. What becomes of a character is worked out once for its page of 256 and looked up
 * from then on. Thread-safe.
 */
final class CharacterFold {
  private static final int PAGE_BITS = 8;
  private static final int PAGE = 1 << PAGE_BITS;
  private static final AtomicReferenceArray<int @Nullable []> PAGES =
      new AtomicReferenceArray<>((Character.MAX_CODE_POINT + 1) >> PAGE_BITS);

  /** Kinds, above the bits of the code point that a character becomes. */
  private static final int KIND_BITS = 24;

  private static final int CODE_POINT = (1 << KIND_BITS) - 1;
  private static final int DROPPED = 0;
  private static final int MARK = 1;
  private static final int ALPHABET = 2;
  private static final int OTHER = 3;

  private CharacterFold() {}

  /** The folded text; the same object if nothing changes. */
  static String fold(String text) {
    int same = 0;
    while (same < text.length() && isPlain(text.charAt(same))) {
      same++;
    }
    if (same == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length()).append(text, 0, same);
    boolean afterAlphabet = true;
    for (int i = same; i < text.length(); ) {
      int c = text.charAt(i);
      if (c < 0x80) {
        out.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c));
        afterAlphabet = true;
        i++;
        continue;
      }
      c = text.codePointAt(i);
      i += Character.charCount(c);
      int entry = entry(c);
      switch (entry >>> KIND_BITS) {
        case DROPPED -> {}
        case MARK -> {
          if (!afterAlphabet) {
            out.appendCodePoint(c); // part of the letter in other scripts
          }
        }
        default -> {
          afterAlphabet = entry >>> KIND_BITS == ALPHABET;
          out.appendCodePoint(entry & CODE_POINT);
        }
      }
    }
    return out.toString();
  }

  private static boolean isPlain(char c) {
    return c < 0x80 && (c < 'A' || c > 'Z');
  }

  private static int entry(int c) {
    int @Nullable [] page = PAGES.get(c >> PAGE_BITS);
    if (page == null) {
      page = page(c & -PAGE);
      PAGES.set(c >> PAGE_BITS, page); // threads that meet here work out the same
    }
    return page[c & (PAGE - 1)];
  }

  private static int[] page(int first) {
    int[] page = new int[PAGE];
    for (int i = 0; i < PAGE; i++) {
      page[i] = work(first + i);
    }
    return page;
  }

  private static int work(int c) {
    return switch (Character.getType(c)) {
      case Character.FORMAT, Character.ENCLOSING_MARK -> DROPPED << KIND_BITS;
      case Character.NON_SPACING_MARK -> MARK << KIND_BITS;
      default -> {
        boolean alphabet = isAlphabet(c);
        int lower = Character.toLowerCase(alphabet ? base(c) : c);
        yield (alphabet ? ALPHABET : OTHER) << KIND_BITS | lower;
      }
    };
  }

  private static boolean isAlphabet(int c) {
    return switch (Character.UnicodeScript.of(c)) {
      case LATIN, GREEK, CYRILLIC, COMMON, INHERITED -> true;
      default -> false;
    };
  }

  /** A letter without its accents. */
  private static int base(int c) {
    String apart = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD);
    return apart.codePointAt(0);
  }
}
