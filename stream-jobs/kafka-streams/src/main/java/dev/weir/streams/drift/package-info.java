/** Drift of the stream, counted and compared beside the join of labels. */
@NullMarked
package dev.weir.streams.drift;

import org.jspecify.annotations.NullMarked;
