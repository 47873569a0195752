/** Trained trees as a package with its card. */
@NullMarked
package dev.weir.retrain.fraud.pack;

import org.jspecify.annotations.NullMarked;
