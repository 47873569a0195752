/** Kafka Streams binding of the scoring core: the application, its topology, its start and end. */
@NullMarked
package dev.weir.streams;

import org.jspecify.annotations.NullMarked;
