/** Faster graphs of a trained model, and what they must hold before they are written. */
@NullMarked
package dev.weir.retrain.transformer.export;

import org.jspecify.annotations.NullMarked;
