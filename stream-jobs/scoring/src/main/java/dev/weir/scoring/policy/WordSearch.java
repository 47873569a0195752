package dev.weir.scoring.policy;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The function {@code text.hasWord(list)}: whether a word of the text is in the list. */
final class WordSearch {

  /** Id of the overload for CEL. */
  static final String OVERLOAD = "string_has_word_list";

  private WordSearch() {}

  /**
   * Whether a run of letters and digits of the text, in lower case, is one of the words. Chinese,
   * Japanese and Korean writing has no such runs; there {@code list.exists(w, text.contains(w))}
   * serves.
   *
   * @param words in lower case
   */
  static boolean hasWord(String text, Set<String> words) {
    if (words.isEmpty()) {
      return false;
    }
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean inside = i < text.length() && isWordChar(text.charAt(i));
      if (inside && start < 0) {
        start = i;
      } else if (!inside && start >= 0) {
        if (words.contains(text.substring(start, i).toLowerCase(Locale.ROOT))) {
          return true;
        }
        start = -1;
      }
    }
    return false;
  }

  /** The same as CEL's runtime calls it; its checker lets only lists of texts through. */
  @SuppressWarnings("unchecked")
  static boolean celHasWord(String text, List<?> words) {
    return hasWord(text, PolicyLists.lowered((List<String>) words));
  }

  private static boolean isWordChar(char c) {
    return Character.isLetterOrDigit(c) || c == '\'';
  }
}
