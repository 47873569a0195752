/** Kafka, Kafka Streams and Flink read each other's records, against the real registry. */
@NullMarked
package dev.weir.formats;

import org.jspecify.annotations.NullMarked;
