/** What can be wrong with a model that is to learn. */
@NullMarked
package dev.weir.retrain.transformer.error;

import org.jspecify.annotations.NullMarked;
