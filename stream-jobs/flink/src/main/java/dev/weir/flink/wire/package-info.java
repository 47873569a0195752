/** How records travel between the subtasks of a job, and how state is written. */
@NullMarked
package dev.weir.flink.wire;

import org.jspecify.annotations.NullMarked;
