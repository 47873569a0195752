/** Micro-batches inside a stream task: intake, deduplication, campaigns, scoring, metrics. */
@NullMarked
package dev.weir.streams.batch;

import org.jspecify.annotations.NullMarked;
