package dev.weir.retrain.fraud;

import static java.time.ZoneOffset.UTC;

import dev.weir.retrain.evaluate.Evaluation;
import dev.weir.retrain.evaluate.metric.Bootstrap;
import dev.weir.retrain.fraud.calibrate.CalibrationFit;
import dev.weir.retrain.fraud.data.PaymentRows;
import dev.weir.retrain.fraud.data.PaymentSource;
import dev.weir.retrain.fraud.evaluate.FraudEvaluation;
import dev.weir.retrain.fraud.evaluate.GraphParity;
import dev.weir.retrain.fraud.pack.FraudPackage;
import dev.weir.retrain.fraud.pack.PackageNotes;
import dev.weir.retrain.fraud.train.NetTrainer;
import dev.weir.retrain.fraud.train.TimeSplit;
import dev.weir.retrain.fraud.train.TrainedModel;
import dev.weir.retrain.fraud.train.TrainingProgress;
import dev.weir.retrain.fraud.train.TrainingSettings;
import dev.weir.retrain.fraud.train.TreeTrainer;
import dev.weir.scoring.fraud.FraudSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From payments to a package that has been evaluated by the engine. Stateless. */
public final class FraudTraining {
  private static final int EVERY = 10_000;

  /** Fewer resamples than elsewhere: there are hundreds of thousands of payments. */
  private static final Bootstrap INTERVALS = new Bootstrap(200, 0.95, 17);

  private FraudTraining() {}

  /**
   * What is trained.
   *
   * @param data to train on
   * @param test to test on, null for the last fifth of the data
   * @param name of the package
   * @param version of the package
   * @param licence of the weights
   * @param recipe the command, for the card
   * @param settings of the training
   */
  public record Order(
      PaymentSource data,
      @Nullable PaymentSource test,
      String name,
      String version,
      String licence,
      String recipe,
      TrainingSettings settings) {}

  /**
   * What came of it.
   *
   * @param length rounds or epochs of the best state
   * @param learningCurve as a picture in SVG
   */
  public record Result(Evaluation evaluation, int length, String learningCurve) {}

  /**
   * Trains, evaluates and writes the package.
   *
   * @param target the package's folder
   * @param work where progress is kept, so that a killed training goes on; removed at the end
   * @throws IOException if data cannot be read or a folder not be written
   */
  public static Result run(Order order, Path target, Path work, TrainingProgress progress)
      throws IOException {
    TrainingSettings settings = order.settings();
    PaymentRows rows = read(order.data(), settings.features(), progress);
    TimeSplit split = TimeSplit.of(rows, order.test() == null);
    try (TrainedModel trained = train(rows, split, settings, work, progress)) {
      String testName =
          order.test() == null ? order.data().name() + ", last fifth" : order.test().name();
      PackageNotes notes = notes(order, rows, split, testName);
      int[] test = split.test();
      PaymentRows testRows = rows;
      if (order.test() != null) {
        testRows = read(order.test(), settings.features(), progress);
        test = TimeSplit.allOf(testRows);
      }
      Path draft = work.resolve("package");
      deleteTree(draft);
      FraudPackage.writeRaw(trained, notes, work.resolve("files"), draft);
      GraphParity.require(draft, rows, split.valid(), CalibrationFit.risks(trained.validOdds()));
      deleteTree(draft);
      FraudPackage.write(trained, notes, null, Map.of(), work.resolve("files"), draft);
      progress.begin("evaluate", test.length);
      Evaluation evaluation =
          FraudEvaluation.run(draft, testRows, test, testName, "test", INTERVALS, progress::step);
      HeldOut held = new HeldOut(testRows, test, row -> 1, settings.parameters().seed());
      FraudPackage.write(
          trained, notes, evaluation, held.reference(draft), work.resolve("files"), target);
      deleteTree(work);
      return new Result(
          evaluation, trained.length(), FraudPackage.learningCurve(trained, settings.recipe()));
    }
  }

  private static TrainedModel train(
      PaymentRows rows,
      TimeSplit split,
      TrainingSettings settings,
      Path work,
      TrainingProgress progress)
      throws IOException {
    return switch (settings.recipe()) {
      case TREES ->
          TreeTrainer.run(rows, split, TreeTrainer.allColumns(), settings, work, progress);
      case MLP -> NetTrainer.run(rows, split, settings, work, progress);
    };
  }

  /** The rows of a source. */
  public static PaymentRows read(
      PaymentSource source, FraudSettings settings, TrainingProgress progress) throws IOException {
    progress.begin("read " + source.name(), 0);
    PaymentRows.Builder rows = new PaymentRows.Builder(settings, Integer.MIN_VALUE);
    long[] done = {0};
    source.forEach(
        payment -> {
          rows.accept(payment);
          if (++done[0] % EVERY == 0) {
            progress.step(done[0]);
          }
        });
    return rows.build();
  }

  private static PackageNotes notes(
      Order order, PaymentRows rows, TimeSplit split, String testName) {
    return new PackageNotes(
        order.name(),
        order.version(),
        order.licence(),
        order.data().name(),
        rows.hash(),
        order.data().timesAreMadeUp() ? null : learnedUntil(rows, split),
        testName,
        split.train().length,
        frauds(rows, split.train()),
        split.valid().length,
        frauds(rows, split.valid()),
        order.recipe(),
        order.settings());
  }

  /** The midnight behind the newest payment that is learned from, UTC. */
  private static String learnedUntil(PaymentRows rows, TimeSplit split) {
    int newest = rows.day(split.valid()[split.valid().length - 1]);
    return LocalDate.ofEpochDay(newest).plusDays(1).atStartOfDay().toInstant(UTC).toString();
  }

  private static long frauds(PaymentRows rows, int[] part) {
    return IntStream.of(part).filter(rows::isFraud).count();
  }

  static void deleteTree(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
