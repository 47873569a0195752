package dev.weir.retrain.dataset.split;

import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.LoadOptions;
import dev.weir.retrain.dataset.Split;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * Splits rows so that each split has the same share of every label, and rows of the same text stay
 * together. Which rows go where depends on the seed and the texts, not on the order of the rows.
 * Stateless.
 */
public final class StratifiedSplit {
  private StratifiedSplit() {}

  /**
   * Moves a share of the training rows to validation and, if {@code withTest}, to the test.
   *
   * @return all rows in their order, those of other splits untouched
   */
  public static List<Example> of(List<Example> examples, LoadOptions options, boolean withTest) {
    Map<String, Map<String, List<Integer>>> strata = new TreeMap<>();
    for (int i = 0; i < examples.size(); i++) {
      Example example = examples.get(i);
      if (example.split() == Split.TRAIN) {
        strata
            .computeIfAbsent(
                new TreeMap<>(example.labels()).toString(), key -> new LinkedHashMap<>())
            .computeIfAbsent(TextKey.of(example), key -> new ArrayList<>())
            .add(i);
      }
    }
    Map<String, Split> byText = new TreeMap<>();
    for (Map<String, List<Integer>> texts : strata.values()) {
      allot(texts, options, withTest ? options.testShare() : 0, byText);
    }
    List<Example> moved = new ArrayList<>(examples);
    for (Map<String, List<Integer>> texts : strata.values()) {
      texts.forEach(
          (text, rows) ->
              rows.forEach(
                  row ->
                      moved.set(
                          row, examples.get(row).in(byText.getOrDefault(text, Split.TRAIN)))));
    }
    return moved;
  }

  /** A text that was allotted with another label keeps its place: it is in the map already. */
  private static void allot(
      Map<String, List<Integer>> texts,
      LoadOptions options,
      double testShare,
      Map<String, Split> byText) {
    long rows = texts.values().stream().mapToLong(Collection::size).sum();
    double test = rows * testShare;
    double valid = test + rows * options.validShare();
    List<String> shuffled = new ArrayList<>(texts.keySet());
    shuffled.sort(
        Comparator.comparingLong((String text) -> rank(text, options.seed()))
            .thenComparing(text -> text));
    long before = 0;
    for (String text : shuffled) {
      int size = texts.getOrDefault(text, List.of()).size();
      double middle = before + size / 2.0;
      byText.putIfAbsent(
          text, middle < test ? Split.TEST : middle < valid ? Split.VALID : Split.TRAIN);
      before += size;
    }
  }

  /** A pseudo-random number of a text under a seed (SplitMix64's finaliser over a checksum). */
  private static long rank(String text, long seed) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    long mixed = ((checksum.getValue() << 32) | (text.hashCode() & 0xFFFFFFFFL)) + seed;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
