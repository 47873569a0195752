/** Whether a challenger may take the champion's place. */
@NullMarked
package dev.weir.retrain.learning.gate;

import org.jspecify.annotations.NullMarked;
