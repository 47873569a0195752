package dev.weir.engine.session;

/** The ids of one record on their way from the thread that made them to the one that scores. */
public final class RecordIds {
  private final long[][] bySequence;

  RecordIds(long[][] bySequence) {
    this.bySequence = bySequence;
  }

  /** The ids of a sequence; not to be changed. */
  long[] of(int sequence) {
    return bySequence[sequence];
  }

  /** Length of the first sequence, which batches are cut by. */
  public int tokens() {
    return bySequence[0].length;
  }
}
