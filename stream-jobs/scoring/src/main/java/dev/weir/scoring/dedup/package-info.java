/** Repeats of an event id inside a window. */
@NullMarked
package dev.weir.scoring.dedup;

import org.jspecify.annotations.NullMarked;
