/** Labelled examples as the data set that a run learns from. */
@NullMarked
package dev.weir.retrain.learning.snapshot;

import org.jspecify.annotations.NullMarked;
