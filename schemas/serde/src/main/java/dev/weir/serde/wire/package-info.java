/** Bytes: the header of the wire format and Avro's binary encoding. No registry, no Kafka. */
@NullMarked
package dev.weir.serde.wire;

import org.jspecify.annotations.NullMarked;
