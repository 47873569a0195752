/** A small network for payments, in PyTorch. */
@NullMarked
package dev.weir.retrain.fraud.net;

import org.jspecify.annotations.NullMarked;
