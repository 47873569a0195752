package dev.weir.retrain.fraud.train;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a training keeps on disk so that it can go on after it was killed. Every file is written
 * beside its place and moved there, so that the last good one stays when the disk is full. A folder
 * of another training (other data or settings) is emptied. Confined to one thread.
 */
final class WorkFolder {
  private static final String KEY = "key.txt";
  private static final String STATE = "state.json";
  private static final String SCORES = "scores.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  private WorkFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * How far a training is.
   *
   * @param best rounds or epochs of the best average precision
   */
  record State(List<CurvePoint> curve, int best) {
    int rounds() {
      return curve.isEmpty() ? 0 : curve.get(curve.size() - 1).rounds();
    }

    String toNote() throws IOException {
      return JSON.writeValueAsString(this);
    }

    static State ofNote(String note) throws IOException {
      return JSON.readValue(note, State.class);
    }
  }

  /**
   * Opens the folder of a training.
   *
   * @param key what the training depends on
   */
  static WorkFolder open(Path folder, String key) throws IOException {
    Path file = folder.resolve(KEY);
    if (!Files.exists(file) || !Files.readString(file).equals(key)) {
      delete(folder);
      Files.createDirectories(folder);
      new WorkFolder(folder).write(KEY, key.getBytes(StandardCharsets.UTF_8));
    }
    return new WorkFolder(folder);
  }

  /** Where a file of the training stands. */
  Path file(String name) {
    return folder.resolve(name);
  }

  /** How far the trees are, null if there are none yet. */
  @Nullable State state() throws IOException {
    Path file = folder.resolve(STATE);
    return Files.exists(file) ? JSON.readValue(file.toFile(), State.class) : null;
  }

  /** Keeps the trees of so many rounds, then says that they are there. */
  void keep(State state, byte[] trees) throws IOException {
    write(trees(state.rounds()), trees);
    write(STATE, JSON.writeValueAsBytes(state));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".ubj")
            && !name.equals(trees(state.rounds()))
            && !name.equals(trees(state.best()))) {
          Files.delete(file);
        }
      }
    }
  }

  byte[] trees(State state, boolean best) throws IOException {
    return Files.readAllBytes(folder.resolve(trees(best ? state.best() : state.rounds())));
  }

  private static String trees(int rounds) {
    return "trees-" + rounds + ".ubj";
  }

  /** What a search has measured so far. */
  Map<String, Double> scores() throws IOException {
    Path file = folder.resolve(SCORES);
    return Files.exists(file)
        ? JSON.readValue(file.toFile(), new TypeReference<LinkedHashMap<String, Double>>() {})
        : new LinkedHashMap<>();
  }

  void keepScores(Map<String, Double> scores) throws IOException {
    write(SCORES, JSON.writeValueAsBytes(scores));
  }

  private void write(String name, byte[] bytes) throws IOException {
    Path draft = folder.resolve("." + name);
    try {
      Files.write(draft, bytes);
      Files.move(
          draft,
          folder.resolve(name),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(draft);
      throw new IOException(
          "%s could not be written (%s); the last good one stays: free some space and run the same command again to go on from it"
              .formatted(folder.resolve(name), e.getMessage()),
          e);
    }
  }

  /** Removes a work folder that is no longer needed. */
  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
