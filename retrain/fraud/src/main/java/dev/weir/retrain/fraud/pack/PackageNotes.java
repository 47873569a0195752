package dev.weir.retrain.fraud.pack;

import dev.weir.retrain.fraud.train.TrainingSettings;
import org.jspecify.annotations.Nullable;

/**
 * What a package says of its making.
 *
 * @param name of the package
 * @param version of the package
 * @param licence of the weights, an SPDX expression
 * @param data what was trained on
 * @param dataHash of it
 * @param learnedUntil no payment of this time or later was learned from, ISO 8601; null where times
 *     are made up
 * @param testData what was tested on
 * @param trainPayments number of payments that trees were grown on
 * @param trainFrauds frauds among them
 * @param validPayments number of payments to stop and calibrate by
 * @param validFrauds frauds among them
 * @param recipe the command that makes the package
 * @param settings of the training
 */
public record PackageNotes(
    String name,
    String version,
    String licence,
    String data,
    String dataHash,
    @Nullable String learnedUntil,
    String testData,
    long trainPayments,
    long trainFrauds,
    long validPayments,
    long validFrauds,
    String recipe,
    TrainingSettings settings) {}
