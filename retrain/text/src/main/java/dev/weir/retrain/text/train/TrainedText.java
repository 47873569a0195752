package dev.weir.retrain.text.train;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.retrain.text.data.Heads;
import dev.weir.retrain.text.data.TrainingData;
import dev.weir.retrain.text.model.BagConvNet;

/**
 * What came of a run.
 *
 * @param net with the weights of the best epoch
 * @param heads of the net
 * @param tokenizer the tree of its {@code tokenizer.json}
 * @param output what makes probabilities of its logits
 * @param data that it learned from
 * @param validLogits of the net for the validation texts, without a data set's bias
 * @param history of the run
 * @param recipe of the run
 * @param key of data, recipe and code: the same key gives the same weights
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, compared by nobody
public record TrainedText(
    BagConvNet net,
    Heads heads,
    ObjectNode tokenizer,
    OutputFit output,
    TrainingData data,
    float[][] validLogits,
    History history,
    Recipe recipe,
    String key) {
  /** The bias of each logit at serving: the network's own and that of the fit. */
  public float[] outputBias() {
    float[] bias = net.parameter("bias").values().clone();
    for (int i = 0; i < bias.length; i++) {
      bias[i] += output.bias()[i];
    }
    return bias;
  }
}
