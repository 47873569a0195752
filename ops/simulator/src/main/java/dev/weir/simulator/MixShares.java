package dev.weir.simulator;

/**
 * Which kinds of events make up the traffic.
 *
 * @param comments weight of comments
 * @param chat weight of chat messages
 * @param transactions weight of card transactions
 * @param broken share of all records, from 0 to 1, whose value is damaged
 */
public record MixShares(double comments, double chat, double transactions, double broken) {
  public MixShares {
    if (!(comments >= 0 && chat >= 0 && transactions >= 0)
        || !(comments + chat + transactions > 0)) {
      throw new IllegalArgumentException(
          "traffic mix: weights of comments, chat and transactions are "
              + comments
              + ", "
              + chat
              + ", "
              + transactions
              + "; none may be below 0 and one must be above");
    }
    if (!(broken >= 0 && broken <= 1)) {
      throw new IllegalArgumentException(
          "traffic mix: broken is " + broken + ", which is not between 0 and 1");
    }
  }

  /** Comments 60 %, chat 40 %, one record in a thousand broken. */
  public static MixShares ofText() {
    return new MixShares(0.6, 0.4, 0, 0.001);
  }

  /** As {@link #ofText()}, with as many card transactions as text. */
  public static MixShares ofEverything() {
    return new MixShares(0.3, 0.2, 0.5, 0.001);
  }
}
