package dev.weir.retrain.fraud.train;

import dev.weir.engine.calibrate.Calibration;
import dev.weir.retrain.fraud.net.NetParameters;
import java.util.List;

/**
 * A trained network.
 *
 * @param columns that it reads, as {@link dev.weir.scoring.fraud.FraudFeature#index()}
 * @param graph with the weights of the best epoch
 * @param calibration of the probabilities
 * @param curve average precision over the epochs
 * @param parameters that were used
 * @param length the best epoch
 * @param validOdds log-odds of the validation part
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TrainedNet(
    int[] columns,
    byte[] graph,
    Calibration calibration,
    List<CurvePoint> curve,
    NetParameters parameters,
    int length,
    float[] validOdds)
    implements TrainedModel {
  @Override
  public String words() {
    return "a network of %d and %d units (PyTorch, %d epochs)"
        .formatted(parameters.first(), parameters.second(), length);
  }

  @Override
  public void close() {
    // the graph is all that is left of it
  }
}
