package dev.weir.scoring.policy;

/** A rule's expression, ready to run. Thread-safe. */
@FunctionalInterface
interface RuleProgram {

  /**
   * Whether the rule fires.
   *
   * @throws RuleFailedException when the expression has no value for these facts, such as after a
   *     division by zero
   */
  boolean fires(TextFacts facts);
}
