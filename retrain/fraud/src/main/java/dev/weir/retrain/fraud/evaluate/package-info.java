/** How good a fraud package is. */
@NullMarked
package dev.weir.retrain.fraud.evaluate;

import org.jspecify.annotations.NullMarked;
