package dev.weir.endtoend;

/** Policies and releases of a running Flink job. */
class FlinkControlIT extends ControlCases {

  FlinkControlIT() {
    super(ScoringEngine.FLINK);
  }
}
