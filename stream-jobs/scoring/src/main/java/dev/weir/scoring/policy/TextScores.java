package dev.weir.scoring.policy;

/**
 * Calibrated probabilities of one text; 0 where the model has no such task. Immutable.
 *
 * @param negative of a negative text
 * @param neutral of a neutral text
 * @param positive of a positive text
 * @param spam of spam
 * @param abuse of abuse
 */
public record TextScores(float negative, float neutral, float positive, float spam, float abuse) {}
