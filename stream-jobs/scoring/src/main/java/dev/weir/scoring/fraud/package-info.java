/**
 * Features of card payments, the same code online and offline.
 *
 * <p>A {@link dev.weir.scoring.fraud.Payment} meets the history of its card, its terminal, its
 * merchant and its device; {@link dev.weir.scoring.fraud.FraudFeatures} adds it to them and fills
 * one row of {@link dev.weir.scoring.fraud.FraudFeature}s. Histories are bounded and know their own
 * byte layout, so that any store can keep them.
 */
@NullMarked
package dev.weir.scoring.fraud;

import org.jspecify.annotations.NullMarked;
