/** Text models, scored by the engine that serves them. */
@NullMarked
package dev.weir.retrain.evaluate.text;

import org.jspecify.annotations.NullMarked;
