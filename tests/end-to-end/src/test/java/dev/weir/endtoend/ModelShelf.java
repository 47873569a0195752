package dev.weir.endtoend;

import dev.weir.sample.SamplePackage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A store with versions of the sample model, sound ones and others. */
final class ModelShelf {

  private static final long HUGE_BYTES = 3L << 30;

  private final Path store;

  ModelShelf(Path store) {
    this.store = store;
  }

  Path store() {
    return store;
  }

  /** A package that can be used. */
  Path sound(String version) throws IOException {
    Path dir = SamplePackage.write(store.resolve(SamplePackage.NAME).resolve(version));
    return edit(dir, "\"" + SamplePackage.VERSION + "\"", "\"" + version + "\"");
  }

  /** One bit of the graph is another. */
  void corrupt(String version) throws IOException {
    Path graph = sound(version).resolve("model.onnx");
    byte[] bytes = Files.readAllBytes(graph);
    bytes[bytes.length / 2] ^= 1;
    Files.write(graph, bytes);
  }

  /** The second half of the graph is missing. */
  void truncated(String version) throws IOException {
    Path graph = sound(version).resolve("model.onnx");
    byte[] bytes = Files.readAllBytes(graph);
    Files.write(graph, Arrays.copyOf(bytes, bytes.length / 2));
  }

  /** A file of three gibibytes lies in the folder, all of it a hole. */
  void huge(String version) throws IOException {
    Path weights = sound(version).resolve("weights.bin");
    try (RandomAccessFile file = new RandomAccessFile(weights.toFile(), "rw")) {
      file.setLength(HUGE_BYTES);
    }
  }

  /** Spam has other labels. */
  void relabelled(String version) throws IOException {
    edit(sound(version), "\"ham\",\\s*\"spam\"", "\"no\", \"yes\"");
  }

  private static Path edit(Path dir, String pattern, String replacement) throws IOException {
    Path json = dir.resolve("weir.json");
    String before = Files.readString(json);
    String after = before.replaceFirst(pattern, replacement);
    if (after.equals(before)) {
      throw new IllegalStateException(pattern + " is not in " + json);
    }
    Files.writeString(json, after);
    return dir;
  }
}
