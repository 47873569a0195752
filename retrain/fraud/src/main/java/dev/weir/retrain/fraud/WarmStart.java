package dev.weir.retrain.fraud;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.TableInput;
import dev.weir.retrain.fraud.calibrate.CalibrationFit;
import dev.weir.retrain.fraud.data.PaymentRows;
import dev.weir.retrain.fraud.evaluate.GraphParity;
import dev.weir.retrain.fraud.export.GraphTrees;
import dev.weir.retrain.fraud.export.TreeEnsemble;
import dev.weir.retrain.fraud.pack.FraudPackage;
import dev.weir.retrain.fraud.pack.PackageNotes;
import dev.weir.retrain.fraud.pack.WarmCard;
import dev.weir.retrain.fraud.train.CurvePoint;
import dev.weir.retrain.fraud.train.TrainingDataException;
import dev.weir.retrain.fraud.train.TrainingProgress;
import dev.weir.retrain.fraud.train.TrainingSettings;
import dev.weir.retrain.fraud.train.WarmTrainer;
import dev.weir.retrain.fraud.train.WarmTrees;
import dev.weir.scoring.fraud.FraudFeature;
import dev.weir.scoring.fraud.FraudSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * From a fraud package and labelled payments to the next package: the trees of the first stay, new
 * ones learn what they miss. Stateless.
 */
public final class WarmStart {
  private WarmStart() {}

  /**
   * What is trained.
   *
   * @param champion to go on from
   * @param version of the next package
   * @param rows payments
   * @param train rows to train on
   * @param valid rows to stop and calibrate by
   * @param held rows that nothing was learned from, for the reference of drift
   * @param weight how many payments a row stands for
   * @param dataHash of the payments and their labels
   * @param learnedUntil no payment of this time or later was learned from, ISO 8601
   * @param rounds of boosting at most
   * @param mostTrees of the next package
   * @param seed of what is drawn
   */
  @SuppressWarnings("ArrayRecordComponent") // large, and never compared
  public record Order(
      ModelPackage champion,
      String version,
      PaymentRows rows,
      int[] train,
      int[] valid,
      int[] held,
      IntUnaryOperator weight,
      String dataHash,
      String learnedUntil,
      int rounds,
      int mostTrees,
      long seed) {}

  /**
   * What came of it.
   *
   * @param difference largest one of a probability between training and graph
   * @param curve average precision over the rounds, that of the champion first
   */
  public record Result(double difference, List<CurvePoint> curve) {}

  /**
   * The trees of a package on the columns of every feature.
   *
   * @throws TrainingDataException if they cannot be gone on from; the message says what to do
   */
  public static TreeEnsemble trees(ModelPackage champion) throws IOException {
    @Nullable TableInput table = champion.manifest().table();
    @Nullable TreeEnsemble trees =
        table == null
            ? null
            : GraphTrees.read(champion.file(champion.manifest().variants().get(0).file()));
    if (table == null || trees == null) {
      throw refused(champion, table == null ? "scores no payments" : "has a graph of another kind");
    }
    int[] places = new int[table.names().size()];
    for (int i = 0; i < places.length; i++) {
      @Nullable FraudFeature feature = FraudFeature.ofColumn(table.names().get(i));
      if (feature == null) {
        throw refused(
            champion, "reads a column '" + table.names().get(i) + "' that is no feature of Weir's");
      }
      places[i] = feature.index();
    }
    return trees.moved(column -> places[column]);
  }

  private static TrainingDataException refused(ModelPackage champion, String why) {
    return new TrainingDataException(
        "%s %s: only boosted trees of `weir train fraud` can learn on; train one with it and release that"
            .formatted(champion.id(), why));
  }

  /**
   * Trains and writes the package, or goes on with that.
   *
   * @param work where progress is kept
   * @param target the package's folder; what is there must have been removed
   * @throws TrainingDataException if the champion cannot be gone on from
   */
  public static Result run(Order order, Path work, Path target, TrainingProgress progress)
      throws IOException {
    TreeEnsemble base = trees(order.champion);
    int rounds = Math.min(order.rounds, order.mostTrees - base.size());
    if (rounds < 1) {
      throw new TrainingDataException(
          "%s has %d trees, and %d are allowed; train a new model with `weir train fraud`, or allow more"
              .formatted(order.champion.id(), base.size(), order.mostTrees));
    }
    TrainingSettings defaults = TrainingSettings.defaults();
    TrainingSettings settings =
        new TrainingSettings(
            defaults.recipe(),
            defaults.parameters().withRounds(rounds).withSeed(order.seed),
            defaults.net(),
            features(order.champion),
            0,
            Math.min(rounds, defaults.roundsPerStep()),
            defaults.patience());
    WarmTrees trained =
        WarmTrainer.run(
            new WarmTrainer.Order(
                base,
                order.champion.id(),
                order.rows,
                order.train,
                order.valid,
                order.weight::applyAsInt,
                settings),
            order.dataHash + "\n" + order.champion.identity().digest() + "\n" + order.version,
            work.resolve("trees"),
            progress);
    PackageNotes notes = notes(order, settings);
    Path files = work.resolve("files");
    Path draft = work.resolve("package");
    FraudTraining.deleteTree(draft);
    FraudTraining.deleteTree(files);
    FraudPackage.writeRaw(trained, notes, files, draft);
    double difference =
        GraphParity.require(
            draft, order.rows, order.valid, CalibrationFit.risks(trained.validOdds()));
    FraudTraining.deleteTree(draft);
    FraudPackage.writeWith(trained, notes, extras(order, trained, notes, Map.of()), files, draft);
    HeldOut held = new HeldOut(order.rows, order.held, order.weight, order.seed);
    FraudPackage.writeWith(
        trained, notes, extras(order, trained, notes, held.reference(draft)), files, target);
    FraudTraining.deleteTree(work);
    return new Result(difference, trained.curve());
  }

  /** What the champion's features depend on: those of the stream, which do not change with it. */
  private static FraudSettings features(ModelPackage champion) {
    FraudSettings defaults = FraudSettings.defaults();
    @Nullable String days = champion.manifest().provenanceText("features", "label_delay_days");
    @Nullable String zone = champion.manifest().provenanceText("features", "zone");
    return new FraudSettings(
        days == null ? defaults.labelDelay() : Duration.ofDays(Long.parseLong(days)),
        zone == null ? defaults.zone() : ZoneId.of(zone));
  }

  private static PackageNotes notes(Order order, TrainingSettings settings) {
    return new PackageNotes(
        order.champion.identity().name(),
        order.version,
        order.champion.manifest().licence(),
        "labelled payments of the stream",
        order.dataHash,
        order.learnedUntil,
        "the newest of them",
        count(order, order.train, false),
        count(order, order.train, true),
        count(order, order.valid, false),
        count(order, order.valid, true),
        "weir retrain --task fraud",
        settings);
  }

  private static long count(Order order, int[] part, boolean onlyFrauds) {
    return IntStream.of(part)
        .filter(row -> !onlyFrauds || order.rows.isFraud(row))
        .mapToLong(order.weight::applyAsInt)
        .sum();
  }

  private static FraudPackage.Extras extras(
      Order order, WarmTrees trained, PackageNotes notes, Map<String, byte[]> files) {
    ObjectNode origin = JsonNodeFactory.instance.objectNode();
    origin.put("method", "warm start");
    origin.put(
        "code_version",
        Objects.requireNonNullElse(
            WarmStart.class.getPackage().getImplementationVersion(), "unpackaged"));
    origin
        .putObject("base")
        .put("name", order.champion.identity().name())
        .put("version", order.champion.identity().version())
        .put("digest", order.champion.identity().digest())
        .put("trees", trained.old());
    origin
        .putObject("hyper_parameters")
        .put("rounds", trained.parameters().rounds())
        .put("learning_rate", trained.parameters().learningRate())
        .put("depth", trained.parameters().depth())
        .put("seed", order.seed);
    ObjectNode metrics = JsonNodeFactory.instance.objectNode();
    List<CurvePoint> curve = trained.curve();
    metrics
        .putObject("valid")
        .put("payments", notes.validPayments())
        .put("frauds", notes.validFrauds())
        .put("base_average_precision", curve.get(0).valid())
        .put(
            "average_precision",
            curve.stream().mapToDouble(CurvePoint::valid).skip(1).max().orElse(Double.NaN));
    Map<String, byte[]> all = new java.util.TreeMap<>(files);
    all.put(
        "MODEL_CARD.md",
        WarmCard.text(trained, notes, order.learnedUntil).getBytes(StandardCharsets.UTF_8));
    return new FraudPackage.Extras(origin, metrics, all);
  }
}
