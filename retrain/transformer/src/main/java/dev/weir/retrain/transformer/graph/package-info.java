/** ONNX graphs: running them, and putting trained weights in the place of exported ones. */
@NullMarked
package dev.weir.retrain.transformer.graph;

import org.jspecify.annotations.NullMarked;
