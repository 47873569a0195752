/** JSON Lines of events and of their truth. */
@NullMarked
package dev.weir.simulator.json;

import org.jspecify.annotations.NullMarked;
