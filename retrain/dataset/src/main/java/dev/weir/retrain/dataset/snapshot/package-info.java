/** A data set as a small folder that is named by its content. */
@NullMarked
package dev.weir.retrain.dataset.snapshot;

import org.jspecify.annotations.NullMarked;
