/** Releases of models: what is live, what comes next, and who said so. */
@NullMarked
package dev.weir.retrain.release;

import org.jspecify.annotations.NullMarked;
