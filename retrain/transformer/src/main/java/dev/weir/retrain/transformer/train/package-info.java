/** From a package and labelled texts to the next version of the package. */
@NullMarked
package dev.weir.retrain.transformer.train;

import org.jspecify.annotations.NullMarked;
