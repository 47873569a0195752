/** From a label of an event to labels of its card, terminal, merchant and device. */
@NullMarked
package dev.weir.scoring.label;

import org.jspecify.annotations.NullMarked;
