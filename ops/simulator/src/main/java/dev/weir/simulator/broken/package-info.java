/** Damaged records, so that dead letters have something to show. */
@NullMarked
package dev.weir.simulator.broken;

import org.jspecify.annotations.NullMarked;
