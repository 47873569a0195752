@NullMarked
package dev.weir.retrain.learning;

import org.jspecify.annotations.NullMarked;
