package dev.weir.retrain.fraud.train;

import dev.weir.engine.calibrate.Calibration;
import java.util.List;

/** What a training came to, ready to be a package. Closing it frees native memory. */
public interface TrainedModel extends AutoCloseable {
  /** What the graph reads, as {@link dev.weir.scoring.fraud.FraudFeature#index()}. */
  int[] columns();

  /** The ONNX graph: a row of these columns to a probability before calibration. */
  byte[] graph();

  /** From the graph's probabilities to those that come true. */
  Calibration calibration();

  /** Average precision over the steps of the training. */
  List<CurvePoint> curve();

  /** What it is, in a few words, such as {@code boosted trees (XGBoost, 130 rounds)}. */
  String words();

  /** All that was set, to be written down. */
  Record parameters();

  /** Log-odds of fraud of the validation part, by which the graph is checked. */
  float[] validOdds();

  /** How many rounds or epochs the best state took. */
  int length();

  @Override
  void close();
}
