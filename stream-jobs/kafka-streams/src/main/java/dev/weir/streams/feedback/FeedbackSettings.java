package dev.weir.streams.feedback;

import java.time.Duration;

/**
 * How long the join of labels remembers what. Immutable.
 *
 * @param textVerdicts how long the places of verdicts on texts: as long as their topic keeps them
 * @param fraudVerdicts the same of verdicts on transactions
 * @param patience how long a label waits for a verdict on its event
 * @param votes how long after the last of them the opinions on an event
 */
public record FeedbackSettings(
    Duration textVerdicts, Duration fraudVerdicts, Duration patience, Duration votes) {}
