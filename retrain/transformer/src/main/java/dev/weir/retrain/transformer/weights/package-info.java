/** Named tensors and the files that hold them. */
@NullMarked
package dev.weir.retrain.transformer.weights;

import org.jspecify.annotations.NullMarked;
