package dev.weir.scoring.policy;

import java.io.Serializable;

/**
 * From which probability on a text is looked at by a person, and from which it is removed.
 *
 * @param review lowest probability that asks for a review, above 0
 * @param remove lowest probability that removes, not below {@code review}, at most 1
 */
public record Thresholds(double review, double remove) implements Serializable {

  private static final long serialVersionUID = 1L;

  public Thresholds {
    if (!(review > 0 && review <= remove && remove <= 1)) {
      throw new IllegalArgumentException(
          "thresholds must keep to 0 < review <= remove <= 1; got review "
              + review
              + ", remove "
              + remove);
    }
  }
}
