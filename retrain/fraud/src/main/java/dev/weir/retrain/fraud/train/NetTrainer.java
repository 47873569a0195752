package dev.weir.retrain.fraud.train;

import dev.weir.retrain.fraud.calibrate.CalibrationFit;
import dev.weir.retrain.fraud.data.PaymentRows;
import dev.weir.retrain.fraud.export.NetGraph;
import dev.weir.retrain.fraud.net.NetParameters;
import dev.weir.retrain.fraud.net.RiskNet;
import dev.weir.retrain.fraud.net.Scaling;
import dev.weir.retrain.fraud.tree.TrainingRows;
import dev.weir.retrain.torch.Checkpoint;
import dev.weir.retrain.torch.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Trains the network: epochs until the validation part gets no better, then calibrates on it. Its
 * state is kept in a folder after each epoch, and a second run of the same training goes on from
 * there and ends with the same weights. Stateless.
 */
public final class NetTrainer {
  private NetTrainer() {}

  /**
   * Trains.
   *
   * @param work where progress is kept
   * @throws IOException if the folder cannot be written; the last good state stays
   */
  public static TrainedNet run(
      PaymentRows rows,
      TimeSplit split,
      TrainingSettings settings,
      Path work,
      TrainingProgress progress)
      throws IOException {
    String key = rows.hash() + "\n" + settings.net() + "\n" + settings.features();
    WorkFolder folder = WorkFolder.open(work, key);
    int[] columns = varying(TrainingRows.of(rows, split.train(), TreeTrainer.allColumns()));
    TrainingRows train = TrainingRows.of(rows, split.train(), columns);
    TrainingRows valid = TrainingRows.of(rows, split.valid(), columns);
    NetParameters parameters = settings.net();
    try (RiskNet net = new RiskNet(Scaling.of(train), parameters)) {
      WorkFolder.State state =
          learn(net, train, valid, settings, folder.file("net.checkpoint"), best(folder), progress);
      if (Checkpoint.read(best(folder), "best", net.weights()) == null) {
        throw new IOException(
            "checkpoint " + best(folder) + " is gone; run the same command again");
      }
      float[] odds = net.logOdds(valid);
      return new TrainedNet(
          columns,
          NetGraph.of(net),
          CalibrationFit.of(odds, valid.labels()),
          state.curve(),
          parameters,
          state.best(),
          odds);
    }
  }

  private static Path best(WorkFolder folder) {
    return folder.file("best.checkpoint");
  }

  /** An epoch over rows, drawn by its number alone; the mean loss, NaN if it is none. */
  public static double epoch(RiskNet net, TrainingRows rows, NetParameters parameters, int epoch) {
    Torch.engine().setRandomSeed((int) (parameters.seed() * 1_000_003 + epoch));
    SplittableRandom random = new SplittableRandom(parameters.seed() * 31 + epoch);
    int[] order = IntStream.range(0, rows.size()).toArray();
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    float share = 1 - (float) epoch / parameters.epochs();
    double loss = 0;
    for (int at = 0; at < order.length; at += parameters.batch()) {
      int[] chosen =
          java.util.Arrays.copyOfRange(order, at, Math.min(order.length, at + parameters.batch()));
      loss += net.step(rows, chosen, share) * chosen.length;
    }
    return loss / order.length;
  }

  private static WorkFolder.State learn(
      RiskNet net,
      TrainingRows train,
      TrainingRows valid,
      TrainingSettings settings,
      Path file,
      Path best,
      TrainingProgress progress)
      throws IOException {
    NetParameters parameters = settings.net();
    progress.begin("train a network", parameters.epochs());
    @Nullable String note = Checkpoint.read(file, "state", net.state());
    WorkFolder.State state =
        note == null ? new WorkFolder.State(List.of(), 0) : WorkFolder.State.ofNote(note);
    int stepsOfEpoch = (train.size() + parameters.batch() - 1) / parameters.batch();
    net.resume(state.rounds() * stepsOfEpoch);
    while (state.rounds() < parameters.epochs()
        && state.rounds() - state.best() < settings.patience()) {
      int done = state.rounds() + 1;
      double loss = epoch(net, train, parameters, done - 1);
      if (!Double.isFinite(loss)) {
        Files.deleteIfExists(file);
        throw new TrainingDataException(
            "the loss is no number any more in epoch %d; lower the learning rate of %s"
                .formatted(done, parameters.learningRate()));
      }
      CurvePoint point =
          new CurvePoint(
              done,
              TreeTrainer.precision(net.logOdds(train), train.labels()),
              TreeTrainer.precision(net.logOdds(valid), valid.labels()));
      boolean better = state.curve().stream().allMatch(other -> point.valid() > other.valid());
      List<CurvePoint> curve = new ArrayList<>(state.curve());
      curve.add(point);
      state = new WorkFolder.State(curve, better ? done : state.best());
      if (better) {
        Checkpoint.write(best, "best", "", net.weights());
      }
      Checkpoint.write(file, "state", state.toNote(), net.state());
      progress.step(done);
    }
    return state;
  }

  /** The columns whose values, or their absence, are not the same in all rows. */
  private static int[] varying(TrainingRows rows) {
    return IntStream.range(0, rows.columns())
        .filter(
            column ->
                IntStream.range(1, rows.size())
                    .anyMatch(
                        row ->
                            Float.compare(
                                    rows.values()[row * rows.columns() + column],
                                    rows.values()[column])
                                != 0))
        .toArray();
  }
}
