/** The operator that scores micro-batches. */
@NullMarked
package dev.weir.flink.batch;

import org.jspecify.annotations.NullMarked;
