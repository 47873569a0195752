package dev.weir.retrain.evaluate;

import java.util.List;

/**
 * What recall remains when the texts that are looked for are disguised.
 *
 * @param task such as {@code spam}
 * @param label that is looked for
 * @param kinds of disguise, each over the texts that it can change
 * @param all of them together
 */
public record ObfuscationResult(String task, String label, List<Kind> kinds, Kind all) {
  public ObfuscationResult {
    kinds = List.copyOf(kinds);
  }

  /**
   * Recall under one disguise.
   *
   * @param name such as {@code homoglyph}
   * @param n texts that it changes; the others are left out
   * @param clean recall of these texts as they were
   * @param disguised recall of the same texts in disguise
   */
  public record Kind(String name, long n, double clean, double disguised) {
    /** The share of the recall that remains. */
    public double kept() {
      return disguised / clean;
    }
  }
}
