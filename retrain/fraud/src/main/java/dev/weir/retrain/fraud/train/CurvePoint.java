package dev.weir.retrain.fraud.train;

/**
 * A point of the learning curve.
 *
 * @param rounds of boosting
 * @param train average precision on the part that is trained on
 * @param valid average precision on the validation part
 */
public record CurvePoint(int rounds, double train, double valid) {}
