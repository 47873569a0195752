package dev.weir.console.access;

import dev.weir.schemas.LabelerKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A key as its file has it: never the key itself. Keys are 256 random bits, so that one round of
 * SHA-256 keeps them as well as many would. Immutable.
 *
 * @param caller whom it stands for
 * @param digest SHA-256 of the key, in hexadecimal digits
 */
record ApiKey(Caller caller, String digest) {

  private static final String START = "weir_";
  private static final int RANDOM_BYTES = 32;
  private static final String READS_ONLY = "none";

  /** A new key: 256 random bits as text. */
  static String random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return START + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static String digestOf(String key) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * A line of the file: name, kinds, digest.
   *
   * @throws IllegalArgumentException saying what was expected; never quotes a digest
   */
  static ApiKey parse(String line) {
    String[] words = line.strip().split("\\s+");
    if (words.length != 3) {
      throw new IllegalArgumentException(
          "expected name, kinds and SHA-256, got " + words.length + " words");
    }
    if (!words[2].matches("[0-9a-fA-F]{64}")) {
      throw new IllegalArgumentException(
          "the SHA-256 of key '" + words[0] + "' is not 64 hexadecimal digits");
    }
    return new ApiKey(
        new Caller(name(words[0]), kinds(words[1])), words[2].toLowerCase(Locale.ROOT));
  }

  /** The line that {@link #parse} reads. */
  String line() {
    String kinds =
        caller.kinds().stream().map(ApiKey::word).sorted().collect(Collectors.joining(","));
    return caller.name() + " " + (kinds.isEmpty() ? READS_ONLY : kinds) + " " + digest;
  }

  static String name(String word) {
    if (!word.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException(
          "name of a key: expected 1 to 64 letters, digits, '.', '_' or '-'");
    }
    return word;
  }

  /** The kinds of a list with commas; {@code none} for a key that only reads. */
  static Set<LabelerKind> kinds(String words) {
    Set<LabelerKind> kinds = EnumSet.noneOf(LabelerKind.class);
    if (words.equals(READS_ONLY)) {
      return kinds;
    }
    for (String word : words.split(",")) {
      kinds.add(
          Arrays.stream(LabelerKind.values())
              .filter(kind -> word(kind).equals(word))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "kinds of labels: expected none, or some of "
                              + Arrays.stream(LabelerKind.values())
                                  .map(ApiKey::word)
                                  .collect(Collectors.joining(", "))
                              + " with commas between, got '"
                              + word
                              + "'")));
    }
    return kinds;
  }

  static String word(LabelerKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
