package dev.weir.cli.bench;

import dev.weir.cli.learn.NoReleases;
import dev.weir.engine.bench.BenchReport;
import dev.weir.engine.bench.BenchResult;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.learning.LearningInput;
import dev.weir.retrain.learning.gate.PromotionPolicy;
import dev.weir.retrain.learning.run.LearningRun;
import dev.weir.retrain.learning.text.TextLearner;
import dev.weir.retrain.transformer.train.FineTuneListener;
import dev.weir.schemas.Labeler;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.LabelledExample;
import dev.weir.schemas.Task;
import dev.weir.simulator.text.CommentSource;
import dev.weir.simulator.text.TextShares;
import dev.weir.simulator.truth.TrueExamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * A run of the loop on simulated labels, from the snapshot to the last gate (S12): minutes, with
 * the reading of topics and the release left out.
 */
public final class RetrainBench {
  private static final double SECONDS_PER_MINUTE = 60;

  private final ModelPackage model;
  private final int labels;
  private final int runs;
  private final Consumer<String> progress;

  /**
   * @param labels labelled texts, each with a label of every task that it has a truth of
   * @param runs how often it is measured, each time on other texts
   */
  public RetrainBench(ModelPackage model, int labels, int runs, Consumer<String> progress) {
    this.model = model;
    this.labels = labels;
    this.runs = runs;
    this.progress = progress;
  }

  /** Measures; takes minutes. */
  public BenchReport run() throws IOException {
    Samples samples = new Samples().with("labelled_texts", labels);
    PromotionPolicy policy = PromotionPolicy.defaults();
    double[] minutes = new double[runs];
    for (int i = 0; i < runs; i++) {
      LearningInput input = input(i + 1, policy.data().mostReplay());
      Path home = Files.createTempDirectory("weir-bench-retrain-");
      try {
        long begin = System.nanoTime();
        LearningRun.Outcome outcome =
            LearningRun.run(
                new LearningRun.Order(
                    home,
                    new TextLearner(model, () -> input, policy, FineTuneListener.NONE),
                    policy,
                    new NoReleases(),
                    17,
                    Instant.now()),
                stage -> {});
        minutes[i] = (System.nanoTime() - begin) / 1e9 / SECONDS_PER_MINUTE;
        progress.accept(
            String.format(
                Locale.ROOT,
                "S12: run %d of %d: %.2f minutes, %s: %s",
                i + 1,
                runs,
                minutes[i],
                outcome.record().state(),
                outcome.record().reason()));
      } finally {
        delete(home);
      }
    }
    return new BenchReport(
        List.of(BenchResult.of("S12", "minutes", "<= 10", minutes, samples.conditions())),
        model.identity());
  }

  private LearningInput input(long seed, int replay) {
    Instant begin = Instant.parse("2026-03-01T00:00:00Z");
    CommentSource source = new CommentSource(seed, begin, TextShares.ofComments());
    Labeler labeler = new Labeler("moderator-1", LabelerKind.MODERATOR);
    List<LabelledExample> examples = new ArrayList<>();
    for (int i = 0; i < labels; i++) {
      examples.add(
          TrueExamples.of(
              source.next(begin.plusSeconds(60L * i)),
              labeler,
              Task.SENTIMENT,
              Task.SPAM,
              Task.ABUSE));
    }
    List<SpecificRecord> recent = new ArrayList<>();
    for (int i = 0; i < replay; i++) {
      recent.add(source.next(begin.plusSeconds(60L * (labels + i))).event());
    }
    return new LearningInput(examples, List.of(), recent);
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
