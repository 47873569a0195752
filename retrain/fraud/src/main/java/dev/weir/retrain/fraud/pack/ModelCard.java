package dev.weir.retrain.fraud.pack;

import dev.weir.retrain.evaluate.Evaluation;
import dev.weir.retrain.evaluate.TaskResult;
import dev.weir.retrain.evaluate.metric.Interval;
import dev.weir.retrain.fraud.train.TrainedModel;
import dev.weir.scoring.fraud.FraudFeature;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The card of a package: what it is for, how it was made, how good it is, where it fails. */
final class ModelCard {
  private ModelCard() {}

  static String text(
      TrainedModel trained,
      PackageNotes notes,
      Evaluation evaluation,
      List<FraudFeature> features) {
    TaskResult result = evaluation.results().get(0);
    StringBuilder card = new StringBuilder();
    card.append(
        format(
            """
            # %s %s

            Risk of fraud of card payments: %s over %d of Weir's payment
            features, with a calibrated probability. Licence: %s.

            ## Made by

            ```
            %s
            ```

            Trained on: %s (SHA-256 of the payments `%s`), %,d payments with %,d frauds; stopped and calibrated
            on the %,d payments (%,d frauds) that follow them in time%s. Labels of frauds count from %d days after
            the payment. The first payments make histories only. `weir.json` has all parameters; the same
            command gives the same weights.

            ![average precision over the training](learning-curve.svg)

            ## How good it is

            On: %s, %,d payments with %,d frauds, scored by the engine. Intervals: %s.

            """,
            notes.name(),
            notes.version(),
            trained.words(),
            features.size(),
            notes.licence(),
            notes.recipe(),
            notes.data(),
            notes.dataHash(),
            notes.trainPayments(),
            notes.trainFrauds(),
            notes.validPayments(),
            notes.validFrauds(),
            notes.learnedUntil() == null ? "" : ", all before " + notes.learnedUntil(),
            notes.settings().features().labelDelay().toDays(),
            notes.testData(),
            result.n(),
            result.perLabel().get(1).n(),
            result.intervalMethod()));
    card.append("| measure | value | interval |\n|---|---|---|\n");
    for (Map.Entry<String, Double> metric : new TreeMap<>(result.metrics()).entrySet()) {
      @Nullable Interval interval = result.intervals().get(metric.getKey());
      card.append(
          format(
              "| %s | %.4f | %s |\n",
              metric.getKey(),
              metric.getValue(),
              interval == null ? "–" : format("%.4f – %.4f", interval.low(), interval.high())));
    }
    card.append('\n');
    slices(card, result);
    card.append(
        """

        Card precision looks at 100 cards a day, however few are compromised on that day. `ece` is the expected
        calibration error of the risk itself.

        ## Intended use

        First steps, demonstrations, tests and the shape of your own model. Feed it rows of
        `dev.weir.scoring.fraud.FraudFeatures` with the same label delay and time zone. It returns a probability;
        what follows from it (approve, review, decline) is for a policy to say.

        ## Weaknesses and biases

        - A model knows the patterns of its training data only. Simulated fraud is far more regular than real
          fraud: **do not decline real payments by a model that was trained on a simulator**; train on your own.
        - A terminal that has just been tampered with looks like any other until the first labels arrive, one
          label delay later; fraud there before that cannot be told by these features.
        - New cards and terminals have no habits; their risk rests on amount, device and country.
        - Where fraud came from abroad or from new devices in training, honest payments of that kind get a
          higher risk too. People who travel or change devices often are asked more often; measure that for your
          card holders before you decline anything by it.
        - Amounts must be in one currency, the one that was trained on.

        ## Features

        """);
    card.append(
        features.stream()
            .map(feature -> "`" + feature.column() + "`")
            .collect(Collectors.joining(", ")));
    return card.append(".\n").toString();
  }

  private static void slices(StringBuilder card, TaskResult result) {
    card.append("| slice | payments | AUC | average precision |\n|---|---|---|---|\n");
    new TreeMap<>(result.slices())
        .forEach(
            (name, groups) ->
                new TreeMap<>(groups)
                    .forEach(
                        (group, slice) ->
                            card.append(
                                format(
                                    "| %s: %s | %,d | %.4f | %.4f |\n",
                                    name,
                                    group,
                                    slice.n(),
                                    slice.metrics().getOrDefault("auc", Double.NaN),
                                    slice
                                        .metrics()
                                        .getOrDefault("average_precision", Double.NaN)))));
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
