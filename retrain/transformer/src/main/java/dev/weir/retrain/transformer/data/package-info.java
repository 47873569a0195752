/** Labelled texts as a package's model takes them. */
@NullMarked
package dev.weir.retrain.transformer.data;

import org.jspecify.annotations.NullMarked;
