package dev.weir.retrain.transformer.train;

/** Told of how far a fine-tuning is, on its own thread. */
public interface FineTuneListener {
  /** Hears nothing. */
  FineTuneListener NONE =
      new FineTuneListener() {
        @Override
        public void stage(String what) {}

        @Override
        public void step(int done, int steps) {}

        @Override
        public void epoch(int epoch, double trainLoss, Fit valid) {}
      };

  /** Something other than a step begins. */
  void stage(String what);

  /** Steps are done, of so many. */
  void step(int done, int steps);

  /** An epoch, counted from 1, is done and measured on the validation rows. */
  void epoch(int epoch, double trainLoss, Fit valid);
}
