/** How a text model learns from labels. */
@NullMarked
package dev.weir.retrain.learning.text;

import org.jspecify.annotations.NullMarked;
