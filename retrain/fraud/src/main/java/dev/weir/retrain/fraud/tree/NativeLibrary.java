package dev.weir.retrain.fraud.tree;

import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jspecify.annotations.Nullable;

/** Loads XGBoost's native library, or says what is missing. Thread-safe. */
final class NativeLibrary {
  private static final @Nullable String FAILURE = load();

  private NativeLibrary() {}

  /**
   * Makes sure that it is there.
   *
   * @throws IllegalStateException if it is not; its message says what to install
   */
  static void require() {
    if (FAILURE != null) {
      throw new IllegalStateException(FAILURE);
    }
  }

  private static @Nullable String load() {
    try {
      new DMatrix(new float[] {0}, 1, 1, Float.NaN).dispose();
      return null;
    } catch (LinkageError | XGBoostError e) {
      return message(e);
    }
  }

  static String message(Throwable failure) {
    StringBuilder causes = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      causes.append(causes.isEmpty() ? "" : ": ").append(cause.getMessage());
    }
    return "XGBoost's native library does not load ("
        + causes
        + "); install libgomp1 (Debian: apt-get install libgomp1)";
  }
}
