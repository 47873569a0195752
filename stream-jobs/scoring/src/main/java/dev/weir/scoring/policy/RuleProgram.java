package dev.weir.scoring.policy;

/**
 * A rule's expression, ready to run. Thread-safe.
 *
 * @param <F> what it looks at
 */
@FunctionalInterface
interface RuleProgram<F> {

  /**
   * Whether the rule fires.
   *
   * @throws RuleFailedException when the expression has no value for these facts, such as after a
   *     division by zero
   */
  boolean fires(F facts);
}
