package dev.weir.platform.flink;

/**
 * A job of the cluster. Immutable.
 *
 * @param id 32 hexadecimal digits
 * @param name as the program calls it
 * @param state at the time of the answer
 */
public record JobSummary(String id, String name, JobState state) {}
