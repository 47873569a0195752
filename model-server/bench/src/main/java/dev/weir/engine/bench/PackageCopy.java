package dev.weir.engine.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A package's copy under another version, for swaps between two that score alike. Deleted when
 * closed.
 *
 * @param dir the copy's folder
 */
record PackageCopy(Path dir) implements AutoCloseable {

  /** Copies a package to the system's folder for such files. */
  static PackageCopy of(Path pack) throws IOException {
    PackageCopy copy = new PackageCopy(Files.createTempDirectory("weir-bench-"));
    try (Stream<Path> files = Files.list(pack)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, copy.dir.resolve(String.valueOf(file.getFileName())));
      }
    }
    Path manifest = copy.dir.resolve("weir.json");
    if (Files.exists(manifest)) {
      ObjectMapper mapper = new ObjectMapper();
      ObjectNode root = (ObjectNode) mapper.readTree(manifest.toFile());
      root.put("version", root.path("version").asText() + "-copy");
      mapper.writeValue(manifest.toFile(), root);
    }
    return copy;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> walk = Files.walk(dir)) {
      List<Path> files = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }
}
