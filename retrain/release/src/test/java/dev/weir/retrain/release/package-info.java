@NullMarked
package dev.weir.retrain.release;

import org.jspecify.annotations.NullMarked;
