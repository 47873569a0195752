/** The network: its parameters, its forward pass, its optimisers. */
@NullMarked
package dev.weir.retrain.text.model;

import org.jspecify.annotations.NullMarked;
