package dev.weir.cli.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Texts that do not repeat, as long as those they are made of: the first half of one beside the
 * second half of another, every pair once. A cache of scores finds none of them. Immutable.
 */
final class EndlessTexts {

  private final List<String> heads = new ArrayList<>();
  private final List<String> tails = new ArrayList<>();

  /**
   * @param texts of words apart by spaces; n of them make n² others
   */
  EndlessTexts(List<String> texts) {
    for (String text : texts) {
      int middle = text.indexOf(' ', text.length() / 2);
      heads.add(middle < 0 ? text : text.substring(0, middle));
      tails.add(middle < 0 ? "" : text.substring(middle));
    }
  }

  /** The text of that number, from 0; the first ones are the texts as they were given. */
  String get(long number) {
    int count = heads.size();
    int head = (int) (number % count);
    int tail = (int) ((head + number / count) % count);
    return heads.get(head) + tails.get(tail);
  }
}
