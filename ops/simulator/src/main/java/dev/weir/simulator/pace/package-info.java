/** How many events are due at a moment, decided from the clock alone. */
@NullMarked
package dev.weir.simulator.pace;

import org.jspecify.annotations.NullMarked;
