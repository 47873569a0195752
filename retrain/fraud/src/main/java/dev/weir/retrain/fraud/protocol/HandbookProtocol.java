package dev.weir.retrain.fraud.protocol;

import dev.weir.retrain.fraud.data.HandbookCsv;
import dev.weir.retrain.fraud.data.LabelledPayment;
import dev.weir.retrain.fraud.data.PaymentRows;
import dev.weir.retrain.fraud.data.RowSource;
import dev.weir.retrain.fraud.tree.TrainingRows;
import dev.weir.scoring.fraud.FraudFeature;
import dev.weir.scoring.fraud.FraudSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * The prequential protocol of the Fraud Detection Handbook (chapters 5 to 7) on its simulated
 * transactions: four folds a week apart to choose hyper-parameters by, four later ones to report. A
 * model is trained on one week; features may look back further, at payments and at labels that were
 * known. Immutable.
 */
public final class HandbookProtocol {
  /** The fifteen features of the handbook. */
  public static final List<FraudFeature> HANDBOOK_FEATURES =
      List.of(
          FraudFeature.AMOUNT,
          FraudFeature.IS_WEEKEND,
          FraudFeature.IS_NIGHT,
          FraudFeature.CARD_COUNT_1D,
          FraudFeature.CARD_MEAN_1D,
          FraudFeature.CARD_COUNT_7D,
          FraudFeature.CARD_MEAN_7D,
          FraudFeature.CARD_COUNT_30D,
          FraudFeature.CARD_MEAN_30D,
          FraudFeature.TERMINAL_DELAYED_COUNT_1D,
          FraudFeature.TERMINAL_DELAYED_RISK_1D,
          FraudFeature.TERMINAL_DELAYED_COUNT_7D,
          FraudFeature.TERMINAL_DELAYED_RISK_7D,
          FraudFeature.TERMINAL_DELAYED_COUNT_30D,
          FraudFeature.TERMINAL_DELAYED_RISK_30D);

  private static final List<String> FILES = List.of("train", "valid", "test");
  private static final LocalDate FIRST_VALIDATION = LocalDate.of(2018, 6, 20);
  private static final LocalDate FIRST_TEST = LocalDate.of(2018, 7, 25);
  private static final int FOLDS = 4;

  private final PaymentRows rows;
  private final List<Fold> validation;
  private final List<Fold> test;

  private HandbookProtocol(PaymentRows rows) {
    this.rows = rows;
    this.validation = folds(rows, FIRST_VALIDATION);
    this.test = folds(rows, FIRST_TEST);
  }

  private static List<Fold> folds(PaymentRows rows, LocalDate first) {
    List<Fold> folds = new ArrayList<>();
    for (int week = 0; week < FOLDS; week++) {
      folds.add(Fold.of(rows, first.plusWeeks(week)));
    }
    return folds;
  }

  /**
   * Streams the transactions of the folder through the features.
   *
   * @param folder with {@code train}, {@code valid} and {@code test}, {@code .csv} or {@code
   *     .csv.gz}
   * @param onPayment told of every payment, for progress
   * @throws IOException if a file is missing or not of the handbook's layout
   */
  public static HandbookProtocol read(Path folder, Consumer<LabelledPayment> onPayment)
      throws IOException {
    return read(folder, RowSource.replay(FraudSettings.defaults()), onPayment);
  }

  /**
   * The same with rows of another source.
   *
   * @param source computes features by the default settings
   */
  static HandbookProtocol read(Path folder, RowSource source, Consumer<LabelledPayment> onPayment)
      throws IOException {
    PaymentRows.Builder rows =
        new PaymentRows.Builder(
            FraudSettings.defaults(), source, (int) FIRST_VALIDATION.toEpochDay());
    for (String name : FILES) {
      Path plain = folder.resolve(name + ".csv");
      Path file = Files.exists(plain) ? plain : folder.resolve(name + ".csv.gz");
      if (!Files.exists(file)) {
        throw new IOException(
            file + " is missing; the protocol needs train, valid and test of the handbook's data");
      }
      HandbookCsv.read(file, onPayment.andThen(rows));
    }
    return new HandbookProtocol(rows.build());
  }

  public PaymentRows rows() {
    return rows;
  }

  /** The folds to choose by, the oldest first. */
  public List<Fold> validation() {
    return validation;
  }

  /** The folds to report, the oldest first. */
  public List<Fold> test() {
    return test;
  }

  /** Trains and measures on one fold. */
  public Figures run(Fold fold, FoldRecipe recipe, List<FraudFeature> features) {
    int[] columns = features.stream().mapToInt(FraudFeature::index).toArray();
    TrainingRows train = TrainingRows.of(rows, fold.train(), columns);
    TrainingRows test = TrainingRows.of(rows, fold.test(), columns);
    return Figures.of(rows, fold.test(), recipe.logOdds(train, test, columns));
  }

  /** Trains and measures on each of the folds. */
  public FoldFigures run(List<Fold> folds, FoldRecipe recipe, List<FraudFeature> features) {
    return new FoldFigures(folds.stream().map(fold -> run(fold, recipe, features)).toList());
  }

  /**
   * The features that are put to use: all that these transactions have data for, but for those of
   * the card's own frauds. Cards known to be compromised are not tested, so what these say of the
   * cards to train on does not hold for those to test on.
   */
  public static List<FraudFeature> weirFeatures() {
    return Arrays.stream(FraudFeature.values())
        .filter(
            feature ->
                switch (feature.source()) {
                  case PAYMENT ->
                      feature != FraudFeature.IS_ONLINE && feature != FraudFeature.IS_ABROAD;
                  case CARD -> !feature.column().matches("card_(frauds|since_fraud|dist|speed).*");
                  case PAIR, TERMINAL -> true;
                  case MERCHANT, DEVICE -> false;
                })
        .toList();
  }
}
