/** A trained network as ONNX graphs and as a model package. */
@NullMarked
package dev.weir.retrain.text.export;

import org.jspecify.annotations.NullMarked;
