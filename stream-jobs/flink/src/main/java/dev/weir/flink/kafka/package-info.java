/** Records in and out of Kafka, as bytes. */
@NullMarked
package dev.weir.flink.kafka;

import org.jspecify.annotations.NullMarked;
