package dev.weir.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.weir.cli.UsageFailure;
import dev.weir.cli.model.ChosenModel;
import dev.weir.engine.bench.BenchOptions;
import dev.weir.engine.bench.BenchReport;
import dev.weir.engine.session.Provider;
import dev.weir.sample.SamplePackage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the benchmarks of the engine have in common. */
final class BenchMixin {

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "model package (folder or name[@version]); as shipped unless given")
  private @Nullable String model;

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      description = "auto, cpu, cuda or tensorrt (default: cpu)")
  private String provider = "cpu";

  @Option(
      names = "--pairs",
      paramLabel = "N",
      description = "how often both things are measured in turn (default: 7)")
  private int pairs = 7;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "how long each is measured each time (default: 2)")
  private double seconds = 2;

  @Mixin private ReportOption report = new ReportOption();

  @Mixin private FolderOption folder = new FolderOption();

  ChosenModel chosen() throws IOException {
    return ChosenModel.of(model, folder.dir());
  }

  /** The model that was asked for, or the shipped one of that name. */
  ChosenModel chosen(String name) throws IOException {
    return ChosenModel.of(model, name, folder.dir());
  }

  /** The model that was asked for, or an untrained one that costs next to nothing. */
  Path chosenOrSample() throws IOException {
    return model == null ? passingSample() : chosen().dir();
  }

  /** One that goes with this process. */
  private static Path passingSample() throws IOException {
    Path dir = SamplePackage.write(Files.createTempDirectory("weir-bench-model-"));
    try (Stream<Path> files = Files.walk(dir)) {
      // folders come before what they hold, and go in the opposite order
      files.forEach(file -> file.toFile().deleteOnExit());
    }
    return dir;
  }

  BenchOptions options() {
    try {
      return BenchOptions.defaults()
          .withProvider(Provider.of(provider))
          .with(pairs, Duration.ofMillis((long) (seconds * 1000)));
    } catch (IllegalArgumentException e) {
      throw new UsageFailure(String.valueOf(e.getMessage()));
    }
  }

  void print(BenchReport measured, PrintWriter out) throws JsonProcessingException {
    report.print(measured, out);
  }
}
