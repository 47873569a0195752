/** The learning loop: labelled examples in, a better model released, never a worse one. */
@NullMarked
package dev.weir.retrain.learning;

import org.jspecify.annotations.NullMarked;
