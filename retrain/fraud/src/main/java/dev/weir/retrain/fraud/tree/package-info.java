/** Boosted trees. */
@NullMarked
package dev.weir.retrain.fraud.tree;

import org.jspecify.annotations.NullMarked;
