package dev.weir.retrain.learning.gate;

/** Whether scores are still as sure as they are right. Stateless. */
public final class CalibrationGate {
  private CalibrationGate() {}

  /**
   * The gate.
   *
   * @param challenger its expected calibration error
   * @param champion its expected calibration error
   */
  public static GateLine line(String of, double challenger, double champion, double mayLose) {
    return new GateLine(
        "calibration",
        of,
        "ece",
        challenger,
        champion,
        null,
        "may rise by " + mayLose,
        challenger - champion <= mayLose + GateLine.ROUNDING);
  }
}
