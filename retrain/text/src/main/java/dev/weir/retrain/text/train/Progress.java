package dev.weir.retrain.text.train;

/** Told of how far a run is, on its own thread. */
public interface Progress {
  /** Hears nothing. */
  Progress NONE =
      new Progress() {
        @Override
        public void stage(String what) {}

        @Override
        public void step(int done, int steps, double loss) {}

        @Override
        public void epoch(int epoch, History.Epoch result) {}
      };

  /** Something other than a step begins. */
  void stage(String what);

  /** Steps are done, of so many; their recent mean loss. */
  void step(int done, int steps, double loss);

  /** An epoch, counted from 1, is done and measured. */
  void epoch(int epoch, History.Epoch result);
}
