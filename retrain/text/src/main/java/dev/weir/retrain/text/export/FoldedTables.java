package dev.weir.retrain.text.export;

import dev.weir.retrain.text.model.BagConvNet;
import dev.weir.retrain.text.model.NetShape;

/**
 * What each token gives to the filters from each of the three places of a window: the convolution
 * multiplied into the embeddings, its bias into the middle. Immutable.
 */
final class FoldedTables {
  private final float[][] places;

  private FoldedTables(float[][] places) {
    this.places = places;
  }

  /**
   * The tables of a network.
   *
   * @param off what padding gives from the middle place
   */
  static FoldedTables of(BagConvNet net, float off) {
    NetShape shape = net.shape();
    int width = shape.tokenWidth();
    int filters = shape.filters();
    float[] embedding = net.parameter("embedding").values();
    float[] weights = net.parameter("convolution").values();
    float[] bias = net.parameter("convolution_bias").values();
    float[][] places = new float[NetShape.WINDOW][shape.vocabulary() * filters];
    for (int place = 0; place < places.length; place++) {
      boolean middle = place == NetShape.WINDOW / 2;
      for (int token = 0; token < shape.vocabulary(); token++) {
        for (int filter = 0; filter < filters; filter++) {
          int row = filter * NetShape.WINDOW * width + place * width;
          double sum = middle ? bias[filter] : 0;
          for (int i = 0; i < width; i++) {
            sum += (double) weights[row + i] * embedding[token * width + i];
          }
          places[place][token * filters + filter] = middle && token == 0 ? off : (float) sum;
        }
      }
    }
    return new FoldedTables(places);
  }

  /** float (vocabulary, filters) of the place before, here or after. */
  float[] place(int place) {
    return places[place];
  }
}
