package dev.weir.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What sender and receiver both know. Never printed. Immutable.
 *
 * @see #ofText
 */
public final class Secret {

  /** Characters below which a secret can be guessed. */
  public static final int LEAST = 16;

  private final byte[] bytes;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A secret of UTF-8 text; blanks and line ends around it do not belong to it.
   *
   * @param source where it was found, for the message
   * @throws IllegalArgumentException if it is too short
   */
  public static Secret ofText(String text, String source) {
    String stripped = text.strip();
    if (stripped.length() < LEAST) {
      throw new IllegalArgumentException(
          "the secret of "
              + source
              + " has "
              + stripped.length()
              + " characters; expected at least "
              + LEAST
              + ", such as those of `openssl rand -hex 32`");
    }
    return new Secret(stripped.getBytes(UTF_8));
  }

  /**
   * The secret in a file.
   *
   * @throws IllegalArgumentException if it is too short
   */
  public static Secret ofFile(Path file) throws IOException {
    return ofText(Files.readString(file), file.toString());
  }

  byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public String toString() {
    return "a secret";
  }
}
