package dev.weir.scoring.policy;

/**
 * Why a policy cannot be used, at one place. Immutable.
 *
 * @param where what is meant: {@code policy default}, {@code rule raid}, {@code threshold 2}
 * @param line line in the rule's expression from 1 on; 0 where there is no expression
 * @param column column in that line from 1 on; 0 where there is no expression
 * @param message what was expected, what came and what to do
 */
public record PolicyProblem(String where, int line, int column, String message) {

  /** A problem without a position. */
  static PolicyProblem at(String where, String message) {
    return new PolicyProblem(where, 0, 0, message);
  }

  @Override
  public String toString() {
    return line == 0
        ? where + ": " + message
        : where + " at " + line + ":" + column + ": " + message;
  }
}
