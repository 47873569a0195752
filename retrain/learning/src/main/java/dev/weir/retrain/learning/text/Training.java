package dev.weir.retrain.learning.text;

import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.dataset.snapshot.Snapshot;
import dev.weir.retrain.learning.run.RunRecord;
import dev.weir.retrain.learning.run.Trained;
import dev.weir.retrain.transformer.train.ConvFineTuning;
import dev.weir.retrain.transformer.train.FineTuneListener;
import dev.weir.retrain.transformer.train.FineTuneOptions;
import dev.weir.retrain.transformer.train.FineTuned;
import dev.weir.retrain.transformer.train.Fit;
import dev.weir.retrain.transformer.train.FullFineTuning;
import dev.weir.retrain.transformer.train.HeadFineTuning;
import dev.weir.retrain.transformer.train.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Trains a challenger from a champion: all weights where that can be done, or the last layer. Goes
 * on from its checkpoints. Stateless.
 */
final class Training {
  private static final String WEIGHTS = "model.safetensors";

  private Training() {}

  static Trained run(
      ModelPackage champion,
      Snapshot snapshot,
      RunRecord run,
      Path target,
      FineTuneListener listener)
      throws IOException {
    Curve curve = new Curve(listener);
    Target to = new Target(run.name(), run.version(), target);
    FineTuned tuned = learn(champion, snapshot, run, to, curve);
    Map<String, Integer> rows = new TreeMap<>();
    tuned.tasks().forEach(task -> rows.put(task.name(), task.data().train().size()));
    return new Trained(tuned.parity(), tuned.turned(), tuned.seconds(), curve.epochs, rows);
  }

  private static FineTuned learn(
      ModelPackage champion,
      Snapshot snapshot,
      RunRecord run,
      Target target,
      FineTuneListener listener)
      throws IOException {
    FineTuneOptions options = FineTuneOptions.defaults().withSeed(run.seed());
    if (ConvFineTuning.takes(champion)) {
      return ConvFineTuning.run(
          champion,
          snapshot,
          options.withLearningRate(ConvFineTuning.LEARNING_RATE),
          target,
          listener);
    }
    return Files.isRegularFile(champion.file(WEIGHTS))
        ? FullFineTuning.run(champion, snapshot, options, target, listener)
        : HeadFineTuning.run(champion, "", snapshot, target, listener);
  }

  /** Keeps the epochs. */
  private static final class Curve implements FineTuneListener {
    private final FineTuneListener next;
    private final List<Trained.Epoch> epochs = new ArrayList<>();

    Curve(FineTuneListener next) {
      this.next = next;
    }

    @Override
    public void stage(String what) {
      next.stage(what);
    }

    @Override
    public void step(int done, int steps) {
      next.step(done, steps);
    }

    @Override
    public void epoch(int epoch, double trainLoss, Fit valid) {
      epochs.add(new Trained.Epoch(epoch, trainLoss, valid.loss(), valid.accuracy()));
      next.epoch(epoch, trainLoss, valid);
    }
  }
}
