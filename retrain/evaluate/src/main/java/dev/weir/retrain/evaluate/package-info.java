/** How good a model is on labelled data: predictions in, results with intervals and slices out. */
@NullMarked
package dev.weir.retrain.evaluate;

import org.jspecify.annotations.NullMarked;
