/** The one place that starts ONNX Runtime, and what graphs say of themselves. */
@NullMarked
package dev.weir.engine.onnx;

import org.jspecify.annotations.NullMarked;
