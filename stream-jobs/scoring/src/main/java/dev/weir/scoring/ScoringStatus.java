package dev.weir.scoring;

/**
 * What a scoring is at, for gauges. Immutable.
 *
 * @param model name and version of the live model
 * @param policy name and version of the policy that decides
 * @param swaps how often another model became the live one
 * @param swapsRefused releases whose package could not be used
 * @param swapMillis how long the last released model took to load and warm
 * @param controlRefused records of policies and releases that could not be used
 */
public record ScoringStatus(
    String model,
    String policy,
    int swaps,
    int swapsRefused,
    long swapMillis,
    int controlRefused) {}
