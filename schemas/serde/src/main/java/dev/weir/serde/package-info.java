/** Avro in Confluent wire format for Kafka clients and Kafka Streams. */
@NullMarked
package dev.weir.serde;

import org.jspecify.annotations.NullMarked;
