package dev.weir.retrain.learning.gate;

import dev.weir.engine.Columns;
import dev.weir.engine.EngineServices;
import dev.weir.engine.RowScorer;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TextScorer;
import dev.weir.engine.pack.ColumnSpec;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.TableInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How much memory a model takes: by how much the resident set of a process of its own grows at most
 * while it loads the model and warms it up with the largest batches that it will see. A process of
 * its own, as what another model left in this one would count. Stateless.
 */
public final class ModelMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final long LIMIT_SECONDS = 60;

  private ModelMemory() {}

  /**
   * Starts a process and measures there. It differs from one to the next by some hundredths.
   *
   * @return megabytes, of a million bytes
   * @throws IOException if the process cannot be started, or ends otherwise than it should
   */
  static double of(ModelPackage model) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmn16m",
            "-Xmx512m",
            ModelMemory.class.getName(),
            model.dir().toString());
    // a long command line ends ONNX Runtime, so the class path goes by the side
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
    Path said = Files.createTempFile("weir-memory", ".log");
    try {
      Process process =
          builder
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.to(said.toFile()))
              .start();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      int exit = process.waitFor();
      String output = Files.readString(said, StandardCharsets.UTF_8).strip();
      String last = output.substring(output.lastIndexOf('\n') + 1);
      if (exit != 0 || !last.matches("[0-9]+")) {
        throw new IOException(
            "the memory of %s cannot be measured: the process that loads it ended with %d: %s"
                .formatted(model.id(), exit, output));
      }
      return Long.parseLong(last) / 1e6;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the memory of a model was measured", e);
    } finally {
      Files.deleteIfExists(said);
    }
  }

  /**
   * Loads a package and prints by how many bytes that grew the process.
   *
   * @param args the package's folder
   */
  public static void main(String[] args) throws IOException {
    ModelPackage model = ModelPackage.read(Path.of(args[0]));
    long before = bytes("VmRSS:");
    @Nullable TableInput table = model.manifest().table();
    if (table == null) {
      TextScorer.open(model.dir(), ScorerOptions.defaults().withUnsigned()).close();
    } else {
      Columns columns = Columns.of(table.columns().stream().map(ColumnSpec::name).toList());
      RowScorer.open(
              model.dir(),
              columns,
              ScorerOptions.defaults().withUnsigned(),
              EngineServices.defaults())
          .close();
    }
    System.out.println(bytes("VmHWM:") - before);
  }

  private static long bytes(String field) throws IOException {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
              .filter(line -> line.startsWith(field))
              .map(line -> line.replaceAll("\\D", ""))
              .mapToLong(Long::parseLong)
              .findFirst()
              .orElseThrow(() -> new IOException(STATUS + " has no " + field))
          * 1024;
    }
  }
}
