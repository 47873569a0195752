/**
 * Comments and chat messages with known truth: reviews, questions, chat, spam waves, abuse,
 * disguises.
 */
@NullMarked
package dev.weir.simulator.text;

import org.jspecify.annotations.NullMarked;
