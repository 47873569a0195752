/** Model packages to calibrated scores on ONNX Runtime; knows no stream engine. */
@NullMarked
package dev.weir.engine;

import org.jspecify.annotations.NullMarked;
