package dev.weir.engine.batch;

/** What to do with a queue now. */
public sealed interface BatchDecision {
  /**
   * Look again after this long, or as soon as the queue or the session changes.
   *
   * @param nanos {@link Long#MAX_VALUE}: only a change matters
   */
  record Wait(long nanos) implements BatchDecision {}

  /** Form a batch now. */
  record Dispatch(Reason reason) implements BatchDecision {}

  /** Why a batch was formed. */
  enum Reason {
    /** As many records wait as a batch may have. */
    ROWS,
    /** As many tokens wait as a batch may have. */
    TOKENS,
    /** The oldest record has waited long enough. */
    AGE,
    /** A record would miss its deadline otherwise. */
    DEADLINE,
    /** A record of the priority lane does not wait for company. */
    PRIORITY,
    /** Nothing more will come. */
    DRAIN
  }
}
