/** Labelled texts as the trainer sees them. */
@NullMarked
package dev.weir.retrain.text.data;

import org.jspecify.annotations.NullMarked;
