package dev.weir.platform.check;

import dev.weir.platform.PlatformException;

/** The Java runtime is new enough. */
public final class JavaCheck {

  /** The oldest Java version that every part runs on. */
  public static final int OLDEST = 17;

  private JavaCheck() {}

  /**
   * Passes from {@value #OLDEST} on.
   *
   * @param feature first number of the version, {@code Runtime.version().feature()}
   * @param home where the runtime is installed
   * @throws PlatformException if it is older
   */
  public static void check(int feature, String home) {
    if (feature < OLDEST) {
      throw new PlatformException(
          "Java %d in %s is too old: Weir needs %d or newer; set JAVA_HOME to one"
              .formatted(feature, home, OLDEST));
    }
  }
}
