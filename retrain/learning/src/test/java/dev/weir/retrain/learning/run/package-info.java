@NullMarked
package dev.weir.retrain.learning.run;

import org.jspecify.annotations.NullMarked;
