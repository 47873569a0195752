package dev.weir.platform.flink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where the jobs of a platform were stopped, so that its next start goes on with what they
 * remembered: a note a job, named after it, with the address of its savepoint. A note is for one
 * start: what a job has done since is not in it. Stateless but for the folder.
 */
public final class StoppedJobs {

  private static final String SAFE_NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

  private final Path notes;
  private final Path savepoints;

  /**
   * @param folder of the notes and savepoints, created where absent
   */
  public StoppedJobs(Path folder) {
    notes = folder.resolve("notes");
    savepoints = folder.resolve("savepoints");
  }

  /** Address of the folder that savepoints of stops go to. */
  String target() {
    return savepoints.toUri().toString();
  }

  /** Notes where a job of that name was stopped; one with a name that is no file name goes. */
  void keep(String jobName, String savepoint) {
    if (!jobName.matches(SAFE_NAME)) {
      return;
    }
    try {
      Files.createDirectories(notes);
      Files.writeString(notes.resolve(jobName), savepoint);
    } catch (IOException e) {
      throw new UncheckedIOException("where " + jobName + " was stopped cannot be noted", e);
    }
  }

  /**
   * The savepoint of the last stop of that job, unless a start has had it.
   *
   * @throws UncheckedIOException if the note cannot be read or removed
   */
  public Optional<String> take(String jobName) {
    Path note = notes.resolve(jobName);
    try {
      if (!Files.exists(note)) {
        return Optional.empty();
      }
      String savepoint = Files.readString(note);
      Files.delete(note);
      return Optional.of(savepoint);
    } catch (IOException e) {
      throw new UncheckedIOException("the note " + note + " cannot be taken", e);
    }
  }

  /** Deletes the savepoints that no note names. */
  void prune() throws IOException {
    Set<Path> named = new HashSet<>();
    for (Path note : children(notes)) {
      named.add(Path.of(URI.create(Files.readString(note))).normalize());
    }
    for (Path savepoint : children(savepoints)) {
      if (!named.contains(savepoint.normalize())) {
        delete(savepoint);
      }
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
