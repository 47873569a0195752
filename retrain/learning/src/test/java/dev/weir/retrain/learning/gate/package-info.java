@NullMarked
package dev.weir.retrain.learning.gate;

import org.jspecify.annotations.NullMarked;
