package dev.weir.engine.pack;

import java.util.List;
import java.util.Set;

/** Recognises Weir's own tasks by the labels of a classifier. */
final class TaskNames {
  private static final Set<String> SENTIMENT = Set.of("negative", "neutral", "positive");
  private static final Set<String> SPAM = Set.of("ham", "spam");
  private static final Set<String> ABUSE = Set.of("clean", "abusive");

  private TaskNames() {}

  /** {@code sentiment}, {@code spam}, {@code abuse}, or {@code classification}. */
  static String of(List<String> labels) {
    Set<String> set = Set.copyOf(labels);
    if (set.equals(SENTIMENT)) {
      return "sentiment";
    }
    if (set.equals(SPAM)) {
      return "spam";
    }
    return set.equals(ABUSE) ? "abuse" : "classification";
  }
}
