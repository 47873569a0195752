/** Metrics as pure functions of arrays, and how far they may be off. */
@NullMarked
package dev.weir.retrain.evaluate.metric;

import org.jspecify.annotations.NullMarked;
