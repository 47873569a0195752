/** From scores to probabilities that come true. */
@NullMarked
package dev.weir.retrain.fraud.calibrate;

import org.jspecify.annotations.NullMarked;
