/** Payments with labels, and the rows of features that they give. */
@NullMarked
package dev.weir.retrain.fraud.data;

import org.jspecify.annotations.NullMarked;
