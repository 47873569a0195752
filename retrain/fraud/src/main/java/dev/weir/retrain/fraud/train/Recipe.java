package dev.weir.retrain.fraud.train;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is trained on payments. */
public enum Recipe {
  /** Boosted trees. */
  TREES,
  /** A small network, which a GPU can train. */
  MLP;

  /** The name on a command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The recipe of a name.
   *
   * @throws IllegalArgumentException naming those that there are
   */
  public static Recipe of(String id) {
    return Arrays.stream(values())
        .filter(recipe -> recipe.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "recipe '%s': expected %s"
                        .formatted(
                            id,
                            Arrays.stream(values())
                                .map(Recipe::id)
                                .collect(Collectors.joining(" or ")))));
  }
}
