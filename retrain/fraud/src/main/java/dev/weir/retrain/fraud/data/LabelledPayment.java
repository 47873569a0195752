package dev.weir.retrain.fraud.data;

import dev.weir.scoring.fraud.Payment;

/**
 * A payment and what became of it.
 *
 * @param eventId id of the transaction
 * @param fraud whether it was fraud
 * @param kind what sort of fraud, for reports; 0 if genuine or unknown. Never a model's input
 */
public record LabelledPayment(String eventId, Payment payment, boolean fraud, int kind) {}
