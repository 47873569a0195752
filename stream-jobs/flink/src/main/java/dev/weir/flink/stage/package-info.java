/** The stages before the batch: intake, repeated event ids, campaigns. */
@NullMarked
package dev.weir.flink.stage;

import org.jspecify.annotations.NullMarked;
