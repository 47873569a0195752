/**
 * Card transactions with known fraud, after the rules of the Fraud Detection Handbook simulator.
 */
@NullMarked
package dev.weir.simulator.card;

import org.jspecify.annotations.NullMarked;
