package dev.weir.cli.demo;

/**
 * Where a record stands in Kafka.
 *
 * @param offset of the record in its partition
 */
public record Position(String topic, int partition, long offset) {}
