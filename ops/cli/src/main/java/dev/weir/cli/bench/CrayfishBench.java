package dev.weir.cli.bench;

import dev.weir.cli.CommandFailure;
import dev.weir.engine.bench.BenchOptions;
import dev.weir.engine.bench.BenchReport;
import dev.weir.engine.bench.BenchResult;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.TableImport;
import dev.weir.engine.pack.TableImportOptions;
import dev.weir.platform.StartProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The feed-forward network of the Crayfish benchmark (EDBT 2024) on Flink, one scorer, the backlog
 * loaded beforehand: its messages (JSON, one image each) and ours (Avro), in turn (S5).
 */
public final class CrayfishBench {

  private static final String JOB = "dev.weir.flinkbench.CrayfishJob";
  private static final int JSON_BURST = 60_000;
  private static final int AVRO_BURST = 200_000;
  private static final int WARM_UP_BURSTS = 2;

  private final Path model;
  private final BenchOptions options;
  private final Consumer<String> progress;

  /**
   * @param model ONNX file of the network, or a folder with one
   */
  public CrayfishBench(Path model, BenchOptions options, Consumer<String> progress) {
    this.model = model;
    this.options = options;
    this.progress = progress;
  }

  /**
   * Measures; takes some minutes.
   *
   * @throws CommandFailure if the model is not the network of 784 columns and ten labels
   */
  public BenchReport run() throws IOException {
    progress.accept("starting broker, registry and Flink");
    try (BenchPlatform platform = BenchPlatform.start(StartProgress.none())) {
      Path pack = imported(platform.dir());
      Setup theirs = setup(platform, pack, "json", JSON_BURST);
      Setup ours = setup(platform, pack, "avro", AVRO_BURST);
      Samples samples = new Samples();
      try (Backlog backlog = new Backlog(platform.connection());
          AnswerCount theirAnswers = theirs.answers(platform);
          AnswerCount ourAnswers = ours.answers(platform)) {
        for (int i = 0; i < WARM_UP_BURSTS; i++) {
          progress.accept("S5: warming up");
          double unused = theirAnswers.rateOf(backlog, theirs.events()::next, theirs.burst());
          double unusedToo = ourAnswers.rateOf(backlog, ours.events()::next, ours.burst());
        }
        for (int pair = 0; pair < options.pairs(); pair++) {
          double json = theirAnswers.rateOf(backlog, theirs.events()::next, theirs.burst());
          double avro = ourAnswers.rateOf(backlog, ours.events()::next, ours.burst());
          samples.add("crayfish_setup_per_s", json);
          samples.add("weir_setup_per_s", avro);
          progress.accept(
              String.format(
                  Locale.ROOT,
                  "S5: pair %d of %d: JSON %,.0f a second, Avro %,.0f",
                  pair + 1,
                  options.pairs(),
                  json,
                  avro));
        }
      }
      double[] json = samples.of("crayfish_setup_per_s");
      Arrays.sort(json);
      samples
          .with("crayfish_setup", json[json.length / 2])
          .with("engine", "Flink")
          .with("parallelism", 1)
          .with("json_message_bytes", theirs.events().messageBytes())
          .with("avro_message_bytes", ours.events().messageBytes())
          .with("broker", "same processors");
      BenchResult result =
          BenchResult.of(
              "S5",
              "events/s",
              ">= 33400, Crayfish's set-up >= 10000",
              samples.of("weir_setup_per_s"),
              samples.conditions());
      return new BenchReport(List.of(result), ModelPackage.read(pack).identity());
    }
  }

  private record Setup(String out, ImageEvents events, int burst) {
    AnswerCount answers(BenchPlatform platform) {
      return new AnswerCount(platform.connection(), List.of(out));
    }
  }

  private Setup setup(BenchPlatform platform, Path pack, String codec, int burst)
      throws IOException {
    String in = "bench.images." + codec;
    String out = "bench.digits." + codec;
    BenchJobs jobs = new BenchJobs(platform);
    jobs.createTopics(1, in, out);
    jobs.submit(JOB, pack, in, out, 1, "--codec", codec);
    ImageEvents events =
        codec.equals("json")
            ? ImageEvents.json(in, options.seed())
            : ImageEvents.avro(in, platform.connection().registryUrl(), options.seed());
    return new Setup(out, events, burst);
  }

  private Path imported(Path dir) throws IOException {
    if (!Files.exists(model)) {
      throw new CommandFailure("no model " + model + "; give the network's ONNX file with --model");
    }
    List<String> columns = IntStream.range(0, ImageEvents.COLUMNS).mapToObj(i -> "p" + i).toList();
    List<String> labels = IntStream.range(0, 10).mapToObj(i -> "digit-" + i).toList();
    try {
      return TableImport.run(
              model,
              dir.resolve("models"),
              new TableImportOptions(
                  "crayfish-ffnn", "1", null, "digit", labels, columns, false, null))
          .dir();
    } catch (ModelPackageException e) {
      throw new CommandFailure(
          model + " is not the network of the Crayfish benchmark: " + e.getMessage(), e);
    }
  }
}
