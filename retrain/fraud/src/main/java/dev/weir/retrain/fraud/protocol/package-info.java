/** The evaluation protocol of the Fraud Detection Handbook. */
@NullMarked
package dev.weir.retrain.fraud.protocol;

import org.jspecify.annotations.NullMarked;
