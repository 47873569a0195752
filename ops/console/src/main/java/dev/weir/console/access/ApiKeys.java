package dev.weir.console.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of a file, as they were when the console started. Immutable. */
public final class ApiKeys {

  private static final ApiKeys NONE = new ApiKeys(List.of());

  private final List<ApiKey> keys;

  private ApiKeys(List<ApiKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /** No key opens anything. */
  public static ApiKeys none() {
    return NONE;
  }

  /**
   * The keys of a file: one a line; empty lines and those that begin with {@code #} say nothing.
   *
   * @throws IllegalArgumentException naming the line that is none, or that the file has no key
   */
  public static ApiKeys read(Path file) throws IOException {
    List<ApiKey> keys = new ArrayList<>();
    Set<String> names = new HashSet<>();
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        ApiKey key = ApiKey.parse(line);
        if (!names.add(key.caller().name())) {
          throw new IllegalArgumentException(
              "a second key is named '" + key.caller().name() + "'; give it another name");
        }
        keys.add(key);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(file + ": line " + (i + 1) + ": " + e.getMessage(), e);
      }
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException(
          file + ": no key in it; make one with `weir console key` and add the line it prints");
    }
    return new ApiKeys(keys);
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return keys.isEmpty();
  }

  /** Whom a key stands for; null if it is none. Takes as long whichever it is. */
  @Nullable Caller caller(String key) {
    byte[] given = ApiKey.digestOf(key).getBytes(StandardCharsets.US_ASCII);
    @Nullable Caller found = null;
    for (ApiKey known : keys) {
      if (MessageDigest.isEqual(known.digest().getBytes(StandardCharsets.US_ASCII), given)) {
        found = known.caller();
      }
    }
    return found;
  }
}
