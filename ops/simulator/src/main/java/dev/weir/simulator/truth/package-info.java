/** What the simulator knows about an event and never tells inside it. */
@NullMarked
package dev.weir.simulator.truth;

import org.jspecify.annotations.NullMarked;
