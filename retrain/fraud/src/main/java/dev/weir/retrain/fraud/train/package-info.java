/** From a file of payments to a package. */
@NullMarked
package dev.weir.retrain.fraud.train;

import org.jspecify.annotations.NullMarked;
