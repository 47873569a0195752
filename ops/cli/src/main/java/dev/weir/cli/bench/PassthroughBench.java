package dev.weir.cli.bench;

import dev.weir.engine.bench.BenchOptions;
import dev.weir.engine.bench.BenchReport;
import dev.weir.engine.bench.BenchResult;
import dev.weir.engine.bench.BenchTexts;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.platform.StartProgress;
import dev.weir.platform.setup.SubjectSetup;
import dev.weir.platform.setup.TopicSetup;
import dev.weir.serde.topic.WeirTopic;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * A pipeline whose model costs next to nothing against loops that consume, decode, encode and
 * produce, on as many threads (S4).
 */
public final class PassthroughBench {

  private static final int TEXTS = 20_000;
  private static final int AUTHORS = 20_000;
  private static final int PARTITIONS = 4;
  private static final int WARM_UP_BURSTS = 4;
  private static final int BURST = 300_000;
  private static final String PLAIN = "plain.";

  private final PipelineSetup setup;
  private final BenchOptions options;
  private final Consumer<String> progress;

  public PassthroughBench(PipelineSetup setup, BenchOptions options, Consumer<String> progress) {
    this.setup = setup;
    this.options = options;
    this.progress = progress;
  }

  /** Measures; takes some minutes. */
  public BenchReport run() throws IOException {
    ModelPackage pack = ModelPackage.read(setup.model());
    EndlessTexts texts = new EndlessTexts(new BenchTexts(pack, options.seed()).distinct(TEXTS));
    progress.accept("starting broker, registry and Flink");
    try (BenchPlatform platform = BenchPlatform.start(StartProgress.none())) {
      var created =
          TopicSetup.createMissing(
              platform.endpoints().bootstrapServers(), PLAIN, topic -> PARTITIONS);
      progress.accept("created " + created.size() + " topics for the plain loops");
      new SubjectSetup(platform.endpoints().registryUrl()).registerAll(PLAIN);
      try (Backlog backlog = new Backlog(platform.connection());
          Lane lane = Lane.start(platform, "job.", PARTITIONS, setup, texts::get, AUTHORS);
          PlainLoops loops = new PlainLoops(platform.connection(PLAIN), setup.parallelism());
          TextEvents events =
              new TextEvents(
                  platform.connection(PLAIN),
                  WeirTopic.COMMENTS.topicName(PLAIN),
                  texts::get,
                  AUTHORS);
          AnswerCount answers = AnswerCount.ofTexts(platform.connection(PLAIN))) {
        for (int i = 0; i < WARM_UP_BURSTS; i++) {
          progress.accept("warming up, burst " + (i + 1) + " of " + WARM_UP_BURSTS);
          double unused = lane.rate(backlog, BURST);
          double unusedToo = answers.rateOf(backlog, events::next, BURST);
        }
        Samples samples =
            new Samples()
                .with("engine", setup.kind().id())
                .with("job_options", String.join(" ", setup.jobOptions()));
        double[] ratios = new double[options.pairs()];
        for (int pair = 0; pair < ratios.length; pair++) {
          double job = lane.rate(backlog, BURST);
          double plain = answers.rateOf(backlog, events::next, BURST);
          loops.check();
          samples.add("job_per_s", job);
          samples.add("plain_per_s", plain);
          ratios[pair] = job / plain;
          progress.accept(
              String.format(
                  Locale.ROOT, "S4: %,.0f of %,.0f a second: %.3f", job, plain, ratios[pair]));
        }
        return new BenchReport(
            List.of(BenchResult.of("S4", "ratio", ">= 0.60", ratios, samples.conditions())),
            pack.identity());
      }
    }
  }
}
