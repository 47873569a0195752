package dev.weir.cli.command;

import dev.weir.cli.CommandFailure;
import dev.weir.engine.pack.SigningKeys;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Keys that options name. Stateless. */
final class KeyFile {
  private KeyFile() {}

  /**
   * The keys of a file.
   *
   * @throws CommandFailure if it is not there
   * @throws IllegalArgumentException if it is no key
   */
  static SigningKeys read(Path file) throws IOException {
    try {
      return SigningKeys.read(file);
    } catch (NoSuchFileException e) {
      throw new CommandFailure(
          "no key file " + e.getFile() + "; make one with `weir model keygen --out FILE`", e);
    }
  }
}
