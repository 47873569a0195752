package dev.weir.flink.stage;

import dev.weir.scoring.TextIntake;
import java.io.Serializable;

/** Opens the intake of one subtask, on the TaskManager. Travels with the job graph. */
@FunctionalInterface
public interface IntakeFactory extends Serializable {

  /** An open intake that the caller closes. */
  TextIntake open();
}
