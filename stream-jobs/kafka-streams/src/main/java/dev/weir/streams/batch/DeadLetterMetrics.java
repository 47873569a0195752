package dev.weir.streams.batch;

import static java.util.Objects.requireNonNull;

import dev.weir.scoring.deadletter.Stage;
import java.util.EnumMap;
import java.util.Map;
import org.apache.kafka.common.metrics.Sensor;

/** Dead letters of a task, all and by stage. Confined to the task's thread. */
public final class DeadLetterMetrics {

  private final Sensor all;
  private final Map<Stage, Sensor> byStage = new EnumMap<>(Stage.class);

  public DeadLetterMetrics(TaskMetrics metrics) {
    all = metrics.counter("deadLetters");
    for (Stage stage : Stage.values()) {
      byStage.put(stage, metrics.counter("deadLetters", "stage", stage.label()));
    }
  }

  /** So many records became dead letters at that stage. */
  public void count(Stage stage, int count) {
    all.record(count);
    requireNonNull(byStage.get(stage)).record(count);
  }
}
