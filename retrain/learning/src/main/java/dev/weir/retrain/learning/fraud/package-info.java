/** How a fraud model learns from labelled payments. */
@NullMarked
package dev.weir.retrain.learning.fraud;

import org.jspecify.annotations.NullMarked;
