/** The watch over live figures, which takes a bad release back. */
@NullMarked
package dev.weir.retrain.release.monitor;

import org.jspecify.annotations.NullMarked;
