/** Building the state of the fraud job from history, and the exact point where the job goes on. */
@NullMarked
package dev.weir.flink.backfill;

import org.jspecify.annotations.NullMarked;
