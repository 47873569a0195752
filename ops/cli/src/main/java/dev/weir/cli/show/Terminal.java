package dev.weir.cli.show;

/**
 * What standard error is connected to, as the launcher found it: a JVM cannot tell in the same way
 * on all versions.
 */
public final class Terminal {

  private static final int DEFAULT_COLUMNS = 100;

  private Terminal() {}

  /** Whether a person watches, so that lines may be painted over. */
  public static boolean isWatched() {
    return Boolean.getBoolean("weir.terminal");
  }

  public static int columns() {
    return Integer.getInteger("weir.columns", DEFAULT_COLUMNS);
  }
}
