package dev.weir.platform.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** {@code run/platform.json} below the platform's folder: what runs there. */
public final class RunFile {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path path;

  /** The run file of a platform's folder. */
  public RunFile(Path dir) {
    path = dir.resolve("run").resolve("platform.json");
  }

  /** Replaces the file; a reader sees the old or the new one, never a part. */
  public void write(RunState state) throws IOException {
    Files.createDirectories(path.getParent());
    Path next = path.resolveSibling("platform.json.next");
    JSON.writeValue(next.toFile(), state);
    Files.move(next, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** What the file says; empty where there is none or it cannot be read. */
  public Optional<RunState> read() {
    try {
      return Optional.of(JSON.readValue(path.toFile(), RunState.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Removes the file. */
  public void delete() throws IOException {
    Files.deleteIfExists(path);
  }
}
