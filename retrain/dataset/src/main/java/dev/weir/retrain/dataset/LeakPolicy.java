package dev.weir.retrain.dataset;

/** What happens to a row whose text also stands in a split that it must not know. */
public enum LeakPolicy {
  /** The set is refused; the message counts the rows. */
  REFUSE,
  /** The row is left out where it would do harm: of training for validation, of both for test. */
  DROP,
  /** The row stays and is counted: to look at a whole set, never to train on it. */
  KEEP
}
