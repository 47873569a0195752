package dev.weir.retrain.dataset.split;

import dev.weir.engine.feature.TextNormalizer;
import dev.weir.retrain.dataset.Example;

/** What makes two texts the same: equal after the normalisation that models see. */
final class TextKey {
  private TextKey() {}

  static String of(Example example) {
    return TextNormalizer.normalize(example.text());
  }
}
