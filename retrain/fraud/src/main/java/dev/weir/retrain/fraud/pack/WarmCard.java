package dev.weir.retrain.fraud.pack;

import dev.weir.retrain.fraud.train.CurvePoint;
import dev.weir.retrain.fraud.train.WarmTrees;
import dev.weir.scoring.fraud.FraudFeature;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The card of a package that learned from labelled payments of a stream. Stateless. */
public final class WarmCard {
  private WarmCard() {}

  /**
   * The text in Markdown.
   *
   * @param learnedUntil no payment of this time or later was learned from
   */
  public static String text(WarmTrees trained, PackageNotes notes, String learnedUntil) {
    CurvePoint before = trained.curve().get(0);
    double after =
        trained.curve().stream().mapToDouble(CurvePoint::valid).skip(1).max().orElse(Double.NaN);
    String features =
        Arrays.stream(trained.columns())
            .mapToObj(column -> "`" + FraudFeature.ofIndex(column).column() + "`")
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        """
        # %s %s

        Risk of fraud of card payments: %s, with a calibrated probability. Licence: %s.

        ## Made by

        `%s`, from %s: the trees of %s stay, new ones were grown on what they miss. Trained on %s before %s
        (SHA-256 of the data `%s`): %,d payments with %,d frauds; stopped and calibrated on the %,d payments
        (%,d frauds) that follow them in time. Average precision on these: %.4f before, %.4f after.
        `weir.json` has all parameters. The gates that it passed are in the report of the run.

        ## Intended use

        The stream that it learned from. What it says of the model that it began with, its card does: uses,
        weaknesses and biases are the same where nothing here says otherwise.

        ## Weaknesses and biases

        - Labels are what people and banks said: a fraud that nobody noticed within the label delay was learned
          as genuine.
        - Payments that were declined because of an earlier model were seldom labelled; of these it learned little.

        ## Features

        %s.
        """,
        notes.name(),
        notes.version(),
        trained.words(),
        notes.licence(),
        notes.recipe(),
        trained.base(),
        trained.base(),
        notes.data(),
        learnedUntil,
        notes.dataHash(),
        notes.trainPayments(),
        notes.trainFrauds(),
        notes.validPayments(),
        notes.validFrauds(),
        before.valid(),
        after,
        features);
  }
}
