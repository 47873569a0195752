package dev.weir.retrain.backtest;

/** What is known of a transaction. */
public enum Truth {
  FRAUD,
  GENUINE,
  UNKNOWN
}
