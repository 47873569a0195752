@NullMarked
package dev.weir.retrain.release.store;

import org.jspecify.annotations.NullMarked;
