/** One run of the loop, its folder and its lease. */
@NullMarked
package dev.weir.retrain.learning.run;

import org.jspecify.annotations.NullMarked;
