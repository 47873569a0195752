package dev.weir.simulator.card;

import org.jspecify.annotations.Nullable;

/**
 * One use of a card that has been planned but not yet written.
 *
 * @param millis of the day
 * @param card index
 * @param terminal index; that of a foreign one where {@code abroad}
 * @param cents to pay
 * @param scenario of the truth
 * @param abroad whether it is a terminal or shop of the other country
 * @param device of the payer, null at a terminal
 * @param stripe whether the magnetic stripe was read
 */
record CardUse(
    long millis,
    int card,
    int terminal,
    long cents,
    int scenario,
    boolean abroad,
    @Nullable String device,
    boolean stripe) {}
