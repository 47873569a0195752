@NullMarked
package dev.weir.retrain.learning.fraud;

import org.jspecify.annotations.NullMarked;
