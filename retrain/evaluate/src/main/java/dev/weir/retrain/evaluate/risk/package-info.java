/** Risk models: the metrics of scored payments. */
@NullMarked
package dev.weir.retrain.evaluate.risk;

import org.jspecify.annotations.NullMarked;
