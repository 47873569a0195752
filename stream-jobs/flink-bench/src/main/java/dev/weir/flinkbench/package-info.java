/** Jobs that benchmarks compare with. None of them is meant for anything else. */
@NullMarked
package dev.weir.flinkbench;

import org.jspecify.annotations.NullMarked;
