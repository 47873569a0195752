/** Which example serves to train, to choose and to test; what stands on both sides. */
@NullMarked
package dev.weir.retrain.dataset.split;

import org.jspecify.annotations.NullMarked;
