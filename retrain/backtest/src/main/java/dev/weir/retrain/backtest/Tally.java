package dev.weir.retrain.backtest;

/**
 * Some transactions, counted. Amounts are in units of the currency; refunds count as nothing.
 * Immutable.
 *
 * @param n all of them
 * @param amount of all
 * @param frauds known to be fraud
 * @param fraudAmount of those
 * @param genuine known to be genuine
 * @param genuineAmount of those
 */
public record Tally(
    long n, double amount, long frauds, double fraudAmount, long genuine, double genuineAmount) {

  /** Nothing yet. */
  public static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);

  Tally with(double payment, Truth truth) {
    double money = Math.max(0, payment);
    boolean fraud = truth == Truth.FRAUD;
    boolean fine = truth == Truth.GENUINE;
    return new Tally(
        n + 1,
        amount + money,
        frauds + (fraud ? 1 : 0),
        fraudAmount + (fraud ? money : 0),
        genuine + (fine ? 1 : 0),
        genuineAmount + (fine ? money : 0));
  }

  /** These and those. */
  public Tally plus(Tally other) {
    return new Tally(
        n + other.n,
        amount + other.amount,
        frauds + other.frauds,
        fraudAmount + other.fraudAmount,
        genuine + other.genuine,
        genuineAmount + other.genuineAmount);
  }

  /** Share of frauds among those that are known; NaN if none is. */
  public double precision() {
    return frauds + genuine == 0 ? Double.NaN : (double) frauds / (frauds + genuine);
  }
}
