package dev.weir.retrain.transformer.train;

import dev.weir.engine.pack.ModelPackage;

/**
 * A package that was written, and what was measured on the validation rows.
 *
 * @param pack the new package
 * @param before the base package on the same rows
 * @param after the new one, calibrated
 * @param temperature that calibrates it
 * @param parity largest distance of a score between training and the written graph
 * @param seconds that learning took, features included
 */
public record FineTuned(
    ModelPackage pack, Fit before, Fit after, double temperature, float parity, double seconds) {}
