/** Trains text models and writes them as model packages. */
@NullMarked
package dev.weir.retrain.text;

import org.jspecify.annotations.NullMarked;
