/** Trees as an ONNX graph. */
@NullMarked
package dev.weir.retrain.fraud.export;

import org.jspecify.annotations.NullMarked;
