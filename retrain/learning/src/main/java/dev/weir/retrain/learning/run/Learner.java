package dev.weir.retrain.learning.run;

import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.learning.gate.GateResult;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What differs from task to task in a run: how data is fixed, what learns from it, how it is
 * judged. Each step reads what the steps before it left in the run's folder, and nothing else, so
 * that it can be done again after a kill. Confined to one thread.
 */
public interface Learner {
  /** File of a run: what came in. */
  String INTAKE = "intake.json";

  /** File of a run: whose labels came, and what became of them. */
  String GUARD = "guard.json";

  /** File of a run: items of known truth. */
  String GOLDEN = "golden.json";

  /** {@code text} or {@code fraud}. */
  String task();

  /** The live model. */
  ModelPackage champion();

  /**
   * Reads what there is to learn from and fixes it: {@value #INTAKE}, {@value #GUARD}, and where
   * there is enough, {@value #GOLDEN} and the data in {@link RunFolder#snapshot()}.
   *
   * @return null, or why there is nothing to learn, for people
   * @throws IOException if it cannot be read or written
   * @throws UnteachableException if this model cannot learn at all
   */
  @Nullable String snapshot(RunFolder folder) throws IOException, UnteachableException;

  /**
   * Trains a challenger into {@link RunFolder#pack()}, going on where an earlier process was cut
   * off.
   *
   * @throws UnteachableException if this model or data cannot do it, today or later
   */
  Trained train(RunFolder folder, RunRecord run) throws IOException, UnteachableException;

  /** Measures all gates of the challenger in {@link RunFolder#pack()}. */
  GateResult gate(RunFolder folder, Trained trained) throws IOException;

  /**
   * Deletes what users wrote or paid from {@link RunFolder#snapshot()}, for a run that has ended:
   * the next one reads it from the topics again, less what was erased. Counts and hash stay.
   */
  void forget(RunFolder folder) throws IOException;

  /** Hash of the data in {@link RunFolder#snapshot()}; null while there is none. */
  @Nullable String dataHash(RunFolder folder) throws IOException;
}
