/** Labels before they are learned: who is trusted, what enters a training set, what to ask next. */
@NullMarked
package dev.weir.retrain.feedback;

import org.jspecify.annotations.NullMarked;
