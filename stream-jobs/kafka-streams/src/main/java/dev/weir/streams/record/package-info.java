/** Records in and out of Kafka Streams, as bytes. */
@NullMarked
package dev.weir.streams.record;

import org.jspecify.annotations.NullMarked;
