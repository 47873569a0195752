package dev.weir.retrain.learning.run;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a challenger: the next minor one of the champion that the store lacks. */
final class NextVersion {
  private static final Pattern SEMANTIC = Pattern.compile("(\\d{1,9})\\.(\\d{1,9})\\.(\\d{1,9}).*");

  private NextVersion() {}

  /** {@code 1.1.0} after {@code 1.0.0}; {@code v1.1}, {@code v1.2} … after a version {@code v1}. */
  static String after(String version, Set<String> taken) {
    Matcher matcher = SEMANTIC.matcher(version);
    boolean semantic = matcher.matches();
    long minor = semantic ? Long.parseLong(matcher.group(2)) : 0;
    String next;
    do {
      minor++;
      next = semantic ? matcher.group(1) + "." + minor + ".0" : version + "." + minor;
    } while (taken.contains(next));
    return next;
  }
}
