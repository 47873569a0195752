/** The convolution beside hashed n-grams, learned further from its packaged graph. */
@NullMarked
package dev.weir.retrain.transformer.conv;

import org.jspecify.annotations.NullMarked;
