package dev.weir.flink.options;

import dev.weir.scoring.dedup.DuplicateWindow;

/**
 * What text scoring remembers from record to record. Immutable.
 *
 * @param duplicates how long an event id is remembered; zero for not at all
 * @param campaigns whether it looks for near-duplicate texts
 * @param authors whether it remembers authors
 */
public record JobMemory(DuplicateWindow duplicates, boolean campaigns, boolean authors) {}
