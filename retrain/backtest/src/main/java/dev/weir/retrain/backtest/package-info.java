/** Transactions of the past, judged again by a policy or a model on trial. */
@NullMarked
package dev.weir.retrain.backtest;

import org.jspecify.annotations.NullMarked;
