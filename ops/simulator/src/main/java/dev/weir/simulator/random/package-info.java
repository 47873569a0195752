/** Seeded chance: the only source of randomness of the simulator. */
@NullMarked
package dev.weir.simulator.random;

import org.jspecify.annotations.NullMarked;
