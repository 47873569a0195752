package dev.weir.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arguments that the launcher script handed over in a file, each ended by a NUL byte. ONNX
 * Runtime's Java binding dies of a segmentation fault when the process's command line is longer
 * than about 3.9 KB, so the launcher keeps long ones off it.
 */
final class LongArguments {

  static final String FILE_PROPERTY = "weir.arguments.file";

  private LongArguments() {}

  /**
   * Returns {@code args}, or the content of the file named by {@value #FILE_PROPERTY}, deleting it.
   */
  static String[] expand(String[] args) {
    @Nullable String file = System.getProperty(FILE_PROPERTY);
    if (file == null) {
      return args;
    }
    try {
      String all = Files.readString(Path.of(file), StandardCharsets.UTF_8);
      Files.delete(Path.of(file));
      List<String> expanded = new ArrayList<>();
      int start = 0;
      for (int end = all.indexOf('\0'); end >= 0; end = all.indexOf('\0', start)) {
        expanded.add(all.substring(start, end));
        start = end + 1;
      }
      return expanded.toArray(String[]::new);
    } catch (IOException e) {
      throw new CommandFailure("arguments file " + file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
