package dev.weir.retrain.torch;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;

/** The one place that starts PyTorch. Stateless. */
public final class Torch {
  private Torch() {}

  /**
   * PyTorch from the class path alone: nothing is downloaded. One thread, unless the system
   * property {@code ai.djl.pytorch.num_threads} says otherwise; two lose much where the machine
   * does something else as well.
   */
  public static Engine engine() {
    return Holder.ENGINE;
  }

  /**
   * A manager of its own; who asked for it closes it. Its arrays live on the first GPU where the
   * PyTorch on the class path was built for GPUs and there is one, else in memory.
   */
  public static NDManager manager() {
    return engine().newBaseManager();
  }

  private static final class Holder {
    static final Engine ENGINE = start();

    private static Engine start() {
      setUnlessSaid("ai.djl.offline", "true");
      setUnlessSaid("ai.djl.pytorch.num_threads", "1");
      return Engine.getEngine("PyTorch");
    }

    private static void setUnlessSaid(String property, String value) {
      if (System.getProperty(property) == null) {
        System.setProperty(property, value);
      }
    }
  }
}
