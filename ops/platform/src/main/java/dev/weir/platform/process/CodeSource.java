package dev.weir.platform.process;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where a class was loaded from. */
public final class CodeSource {

  private CodeSource() {}

  /** The jar or folder of class files that holds the class, absolute. */
  public static Path of(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toAbsolutePath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("class " + type.getName() + " has no usable location", e);
    }
  }
}
