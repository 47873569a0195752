package dev.weir.retrain.feedback;

/** Checks of settings. Stateless. */
final class Checks {
  private Checks() {}

  /** A share: from 0 to 1. */
  static void share(String what, double value) {
    require(value >= 0 && value <= 1, what, value, "from 0 to 1");
  }

  static void notNegative(String what, double value) {
    require(value >= 0 && value < Double.POSITIVE_INFINITY, what, value, "0 or more");
  }

  static void require(boolean holds, String what, double value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "guard settings: " + what + " is " + value + "; expected " + expected);
    }
  }
}
