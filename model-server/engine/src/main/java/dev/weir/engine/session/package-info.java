/** ONNX Runtime sessions and the buffers they run on. */
@NullMarked
package dev.weir.engine.session;

import org.jspecify.annotations.NullMarked;
