package dev.weir.platform;

import java.nio.file.Path;

/**
 * One part of a platform at one moment. Immutable.
 *
 * @param name broker, registry, flink or learning
 * @param pid process that holds it, 0 where unknown
 * @param address where it should answer
 * @param answers whether it did
 * @param log file to read when it does not
 */
public record PartStatus(String name, long pid, String address, boolean answers, Path log) {}
