package dev.weir.retrain.backtest;

import dev.weir.schemas.Decision;

/**
 * What was said of a transaction when it happened.
 *
 * @param policy name and version: {@code fraud@3}
 */
public record Recorded(Decision decision, float risk, String policy) {}
