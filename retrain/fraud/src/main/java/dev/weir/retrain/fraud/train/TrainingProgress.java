package dev.weir.retrain.fraud.train;

/** Is told how far a training is. */
public interface TrainingProgress {
  /** Tells nobody. */
  TrainingProgress SILENT =
      new TrainingProgress() {
        @Override
        public void begin(String stage, long steps) {}

        @Override
        public void step(long done) {}
      };

  /**
   * A stage begins.
   *
   * @param steps it will take; 0 if nobody knows
   */
  void begin(String stage, long steps);

  /** So many steps of the stage are done. */
  void step(long done);
}
