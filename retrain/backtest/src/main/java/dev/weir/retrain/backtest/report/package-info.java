/** A backtest as lines, as JSON and as one page. */
@NullMarked
package dev.weir.retrain.backtest.report;

import org.jspecify.annotations.NullMarked;
