/** Synthetic comments, chat and card transactions with known truth. */
@NullMarked
package dev.weir.simulator;

import org.jspecify.annotations.NullMarked;
