/** Kafka records as plain values: what comes in, what goes out. */
@NullMarked
package dev.weir.scoring.record;

import org.jspecify.annotations.NullMarked;
