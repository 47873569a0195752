/** Labelled texts: read, checked, split, and kept as snapshots that a model can name. */
@NullMarked
package dev.weir.retrain.dataset;

import org.jspecify.annotations.NullMarked;
