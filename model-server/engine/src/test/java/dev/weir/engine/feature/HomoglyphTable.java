package dev.weir.engine.feature;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterDirection;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Draws the table of {@link Homoglyphs} from ICU's confusables.
 *
 * <p>A letter is in it if it is written from left to right, is its own lower case, is left as it is
 * by the steps before (NFKC, accents), and, in this order,
 *
 * <ol>
 *   <li>stands in {@link #ADDED}: shapes that spammers use and ICU lists otherwise or not at all;
 *   <li>has the skeleton of one lower- or upper-case ASCII letter, or is confusable with a Latin
 *       small capital, or is one;
 *   <li>is the lower case of such a letter;
 *   <li>has such a skeleton but for strokes and hooks ({@code ø}, {@code ɨ}).
 * </ol>
 *
 * <p>The skeletons of {@code I}, {@code l}, {@code 1} and {@code |} are all {@code l}; a capital of
 * that shape is taken for an {@code i}.
 */
final class HomoglyphTable {
  /** Pairs of a letter and the Latin one. */
  private static final String ADDED = "ηnωwςcпnиuґrяrӏlꓲi";

  /**
   * What no font draws otherwise than the Latin letter; other scripts than Latin, Lisu, Cherokee.
   */
  private static final String EXACT = "аеорсухіјѕԁԛԝһѵӏονօհց";

  private static final Pattern SMALL_CAPITAL =
      Pattern.compile("LATIN LETTER SMALL CAPITAL ([A-Z])");
  private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();
  private static final Normalizer2 NFD = Normalizer2.getNFDInstance();

  private final SpoofChecker confusables = new SpoofChecker.Builder().build();
  private final Map<String, Character> letters = new HashMap<>();

  private HomoglyphTable() {
    for (char c = 'A'; c <= 'Z'; c++) {
      letters.put(skeleton(c), (char) (c + 32));
    }
    for (char c = 'a'; c <= 'z'; c++) {
      letters.put(skeleton(c), c);
    }
  }

  /** The content of the file. */
  static String draw() {
    return new HomoglyphTable().lines();
  }

  private String lines() {
    Map<String, StringBuilder> lines = new TreeMap<>();
    for (int c = 0x80; c <= Character.MAX_CODE_POINT; c++) {
      Character letter = reachesTheTable(c) ? latin(c) : null;
      if (letter != null) {
        lines
            .computeIfAbsent(letter + (isExact(c) ? " =" : " ~"), key -> new StringBuilder(key))
            .append(String.format(" %04X", c));
      }
    }
    StringBuilder file =
        new StringBuilder(
            "# Letters that look like Latin ones; drawn by HomoglyphTable, frozen.\n");
    lines.values().forEach(line -> file.append(line).append('\n'));
    return file.toString();
  }

  private static boolean reachesTheTable(int c) {
    int direction = UCharacter.getDirection(c);
    String text = UCharacter.toString(c);
    return UCharacter.isLetter(c)
        && UCharacter.toLowerCase(c) == c
        && direction != UCharacterDirection.RIGHT_TO_LEFT
        && direction != UCharacterDirection.RIGHT_TO_LEFT_ARABIC
        && NFKC.isNormalized(text)
        && NFD.isNormalized(text);
  }

  private @Nullable Character latin(int c) {
    int added = ADDED.indexOf(c);
    if (added >= 0) {
      return ADDED.charAt(added + 1);
    }
    Character own = shape(c);
    if (own != null) {
      return own;
    }
    int capital = UCharacter.toUpperCase(c);
    Character asCapital = capital == c ? null : shape(capital);
    if (asCapital != null) {
      return asCapital == 'l' ? Character.valueOf('i') : asCapital;
    }
    return letters.get(withoutMarks(skeleton(c)));
  }

  private @Nullable Character shape(int c) {
    Character letter = letters.get(skeleton(c));
    if (letter != null) {
      return letter;
    }
    Character capital = smallCapital(c);
    String skeleton = skeleton(c);
    boolean single = !skeleton.isEmpty() && skeleton.codePointCount(0, skeleton.length()) == 1;
    return capital == null && single ? smallCapital(skeleton.codePointAt(0)) : capital;
  }

  private static @Nullable Character smallCapital(int c) {
    Matcher name = SMALL_CAPITAL.matcher(String.valueOf(UCharacter.getName(c)));
    return name.matches() ? Character.valueOf((char) (name.group(1).charAt(0) + 32)) : null;
  }

  private static boolean isExact(int c) {
    int script = UScript.getScript(c);
    return script == UScript.LATIN
        || script == UScript.LISU
        || script == UScript.CHEROKEE
        || EXACT.indexOf(c) >= 0;
  }

  private String skeleton(int c) {
    return confusables.getSkeleton(UCharacter.toString(c));
  }

  private static String withoutMarks(String skeleton) {
    return NFD.normalize(skeleton).replaceAll("[\\p{Mn}\\p{Me}]", "");
  }

  /** Writes the file that is the first argument. */
  public static void main(String[] args) throws java.io.IOException {
    Files.writeString(Path.of(args[0]), draw());
  }
}
