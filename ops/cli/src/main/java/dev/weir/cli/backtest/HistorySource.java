package dev.weir.cli.backtest;

import dev.weir.retrain.backtest.Backtest;
import dev.weir.scoring.label.FraudVote;
import java.io.IOException;
import java.util.List;
import java.util.function.LongConsumer;

/** A history to go through again: asked once, in the order of the methods. */
public interface HistorySource {

  /** What people said of transactions, in any order. */
  List<FraudVote> votes() throws IOException;

  /**
   * Hands over all transactions, in the order of their time as far as it is known, and what could
   * not be read as one.
   *
   * @param progress told how many have been read
   */
  void transactions(Backtest to, LongConsumer progress) throws IOException;

  /** Hands over what was decided when they happened; nothing if nobody knows. */
  void verdicts(Backtest to) throws IOException;
}
