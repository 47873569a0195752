package dev.weir.platform.flink;

/**
 * One vertex of a running job: a chain of operators. Immutable.
 *
 * @param id 32 hexadecimal digits
 * @param name names of its operators
 * @param parallelism number of its subtasks
 * @param state Flink's name of the state that its subtasks share
 */
public record Vertex(String id, String name, int parallelism, String state) {}
