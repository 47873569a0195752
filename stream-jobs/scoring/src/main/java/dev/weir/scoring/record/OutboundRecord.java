package dev.weir.scoring.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record ready to be written: serialised, with its topic. Arrays are shared, not copied: whoever
 * holds them does not write to them.
 *
 * @param topic the Kafka topic, prefix included
 * @param key the key of the input record, or null
 * @param value the value, or null
 * @param headers the headers in their order
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of the wire, never compared
public record OutboundRecord(
    String topic, byte @Nullable [] key, byte @Nullable [] value, List<RecordHeader> headers) {}
