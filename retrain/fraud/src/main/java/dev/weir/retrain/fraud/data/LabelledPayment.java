package dev.weir.retrain.fraud.data;

import dev.weir.scoring.fraud.Payment;

/**
 * A payment and what became of it.
 *
 * @param eventId id of the transaction
 * @param labelled whether anybody knows what became of it; if not, it only makes histories
 * @param fraud whether it was fraud
 * @param kind what sort of fraud, for reports; 0 if genuine or unknown. Never a model's input
 */
public record LabelledPayment(
    String eventId, Payment payment, boolean labelled, boolean fraud, int kind) {}
