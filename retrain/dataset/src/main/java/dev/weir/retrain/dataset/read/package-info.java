/** Files into rows, rows into examples; every error says where. */
@NullMarked
package dev.weir.retrain.dataset.read;

import org.jspecify.annotations.NullMarked;
