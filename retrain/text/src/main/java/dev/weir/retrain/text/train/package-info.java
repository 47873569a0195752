/** The loop: batches, epochs, checkpoints, what is kept. */
@NullMarked
package dev.weir.retrain.text.train;

import org.jspecify.annotations.NullMarked;
