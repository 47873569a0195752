/** A head's raw outputs to calibrated probabilities. */
@NullMarked
package dev.weir.engine.calibrate;

import org.jspecify.annotations.NullMarked;
