package dev.weir.cli.bench;

import dev.weir.engine.bench.BenchOptions;
import dev.weir.engine.bench.BenchReport;
import dev.weir.engine.bench.BenchResult;
import dev.weir.engine.bench.BenchTexts;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.platform.StartProgress;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What a record costs as a pipeline remembers more and more events, texts and authors, and with
 * more partitions (S9). Every comment has an event id, a text and an author of its own.
 */
public final class GrowthBench {

  private static final int TEXTS = 20_000;
  private static final int PARTITIONS = 4;
  private static final int WARM_UP_BURSTS = 4;
  private static final int BURST = 100_000;
  private static final int FILL = 500_000;
  private static final List<Integer> SPREADS = List.of(1, 2, 4);

  private final PipelineSetup setup;
  private final BenchOptions options;
  private final long mostKeys;
  private final Consumer<String> progress;

  /**
   * @param setup its job should remember keys for longer than the bench takes
   * @param mostKeys how many keys of each kind are remembered at the end
   */
  public GrowthBench(
      PipelineSetup setup, BenchOptions options, long mostKeys, Consumer<String> progress) {
    this.setup = setup;
    this.options = options;
    this.mostKeys = mostKeys;
    this.progress = progress;
  }

  /** Measures; takes some minutes. */
  public BenchReport run() throws IOException {
    ModelPackage pack = ModelPackage.read(setup.model());
    EndlessTexts texts = new EndlessTexts(new BenchTexts(pack, options.seed()).distinct(TEXTS));
    progress.accept("starting broker, registry and Flink");
    try (BenchPlatform platform = BenchPlatform.start(StartProgress.none());
        Backlog backlog = new Backlog(platform.connection())) {
      return new BenchReport(
          List.of(partitions(platform, backlog, texts), keys(platform, backlog, texts)),
          pack.identity());
    }
  }

  private BenchResult partitions(BenchPlatform platform, Backlog backlog, EndlessTexts texts) {
    Samples samples = new Samples().with("engine", setup.kind().id());
    double[] ratios = new double[options.pairs()];
    TreeMap<Integer, Lane> lanes = new TreeMap<>();
    try {
      for (int spread : SPREADS) {
        lanes.put(
            spread, Lane.start(platform, "p" + spread + ".", spread, setup, texts::get, 20_000));
      }
      for (int i = 0; i < WARM_UP_BURSTS; i++) {
        progress.accept("partitions: warming up, burst " + (i + 1) + " of " + WARM_UP_BURSTS);
        for (Lane lane : lanes.values()) {
          double unused = lane.rate(backlog, BURST);
        }
      }
      for (int round = 0; round < ratios.length; round++) {
        double first = 0;
        double last = 0;
        for (var lane : lanes.entrySet()) {
          last = lane.getValue().rate(backlog, BURST);
          first = first == 0 ? last : first;
          samples.add("with_" + lane.getKey() + "_per_s", last);
        }
        ratios[round] = first / last;
        progress.accept(
            String.format(
                Locale.ROOT, "S9: 1 partition %,.0f, 4 partitions %,.0f a second", first, last));
      }
    } finally {
      lanes.values().forEach(Lane::close);
    }
    return BenchResult.of(
        "S9 partitions", "cost at 4 ÷ at 1", "<= 1.5", ratios, samples.conditions());
  }

  private BenchResult keys(BenchPlatform platform, Backlog backlog, EndlessTexts texts) {
    Samples samples = new Samples().with("engine", setup.kind().id());
    try (Lane lane =
        Lane.start(platform, "keys.", PARTITIONS, setup, texts::get, Integer.MAX_VALUE)) {
      long held = 0;
      for (int i = 0; i < WARM_UP_BURSTS; i++) {
        progress.accept("keys: warming up, burst " + (i + 1) + " of " + WARM_UP_BURSTS);
        double unused = lane.rate(backlog, BURST);
        held += BURST;
      }
      double first = 0;
      double last = 0;
      for (long goal : new long[] {held, 1_000_000, mostKeys}) {
        while (held < goal) {
          int more = (int) Math.min(FILL, goal - held);
          double unused = lane.rate(backlog, more);
          held += more;
        }
        last = median(lane, backlog);
        held += (long) options.pairs() * BURST;
        first = first == 0 ? last : first;
        samples.add("keys", (double) held);
        samples.add("per_s", last);
        progress.accept(String.format(Locale.ROOT, "S9: %,d keys, %,.0f a second", held, last));
      }
      return BenchResult.of(
          "S9 keys",
          "cost with most keys ÷ with fewest",
          "<= 1.5",
          new double[] {first / last},
          samples.conditions());
    }
  }

  private double median(Lane lane, Backlog backlog) {
    double[] rates = new double[options.pairs()];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = lane.rate(backlog, BURST);
    }
    Arrays.sort(rates);
    return rates[rates.length / 2];
  }
}
