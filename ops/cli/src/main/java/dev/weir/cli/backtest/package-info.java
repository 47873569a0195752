/** Where the transactions, labels and verdicts of a backtest come from. */
@NullMarked
package dev.weir.cli.backtest;

import org.jspecify.annotations.NullMarked;
