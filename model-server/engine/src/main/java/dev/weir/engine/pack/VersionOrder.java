package dev.weir.engine.pack;

import java.util.Comparator;

/** Orders versions as people read them: {@code 1.9} before {@code 1.10}. */
enum VersionOrder implements Comparator<String> {
  INSTANCE;

  @Override
  public int compare(String left, String right) {
    String[] a = left.split("[._+-]");
    String[] b = right.split("[._+-]");
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      int order = comparePart(a[i], b[i]);
      if (order != 0) {
        return order;
      }
    }
    return a.length != b.length ? Integer.compare(a.length, b.length) : left.compareTo(right);
  }

  private static int comparePart(String a, String b) {
    boolean numbers = a.matches("\\d{1,18}") && b.matches("\\d{1,18}");
    return numbers ? Long.compare(Long.parseLong(a), Long.parseLong(b)) : a.compareTo(b);
  }
}
