package dev.weir.engine.bench.micro;

import dev.weir.engine.bench.BenchOptions;
import dev.weir.engine.bench.BenchReport;
import dev.weir.engine.bench.BenchResult;
import dev.weir.engine.pack.ModelPackage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the JMH benchmarks of the engine's parts, each in a JVM of its own. */
public final class MicroBench {
  private static final int WARM_UPS = 3;

  private MicroBench() {}

  /**
   * Measures nanoseconds an operation.
   *
   * @param pack whose tokenizer and inputs are measured; a text package
   * @param options {@code pairs} measurements of {@code perSample} each
   * @param log where JMH writes what it does
   * @throws IOException if JMH cannot start its JVMs
   */
  public static BenchReport run(Path pack, BenchOptions options, PrintStream log)
      throws IOException {
    // ONNX Runtime dies behind a long command line: the class path goes into a jar's manifest
    System.setProperty("jmh.separateClasspathJAR", "true");
    TimeValue sample = TimeValue.milliseconds(options.perSample().toMillis());
    Options jmh =
        new OptionsBuilder()
            .include("dev\\.weir\\.engine\\.bench\\.micro\\..*Benchmark\\..*")
            .param("pack", pack.toAbsolutePath().toString())
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .forks(1)
            .warmupIterations(WARM_UPS)
            .warmupTime(sample)
            .measurementIterations(options.pairs())
            .measurementTime(sample)
            .shouldFailOnError(true)
            .build();
    try {
      Collection<RunResult> runs =
          new Runner(jmh, OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL)).run();
      return new BenchReport(results(runs), ModelPackage.read(pack).identity());
    } catch (RunnerException e) {
      throw new IOException("JMH failed: " + e.getMessage(), e);
    }
  }

  private static List<BenchResult> results(Collection<RunResult> runs) {
    List<BenchResult> results = new ArrayList<>();
    for (RunResult run : runs) {
      List<Double> samples = new ArrayList<>();
      for (BenchmarkResult fork : run.getBenchmarkResults()) {
        for (IterationResult iteration : fork.getIterationResults()) {
          samples.add(iteration.getPrimaryResult().getScore());
        }
      }
      BenchmarkParams params = run.getParams();
      String name = params.getBenchmark();
      results.add(
          BenchResult.of(
              "micro." + name.substring(name.lastIndexOf('.') + 1),
              "ns per operation",
              "none",
              samples.stream().mapToDouble(Double::doubleValue).toArray(),
              Map.of("forks", params.getForks(), "threads", params.getThreads())));
    }
    return results;
  }
}
