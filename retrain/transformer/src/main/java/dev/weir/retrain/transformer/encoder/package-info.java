/** Transformer classifiers that compute gradients. */
@NullMarked
package dev.weir.retrain.transformer.encoder;

import org.jspecify.annotations.NullMarked;
