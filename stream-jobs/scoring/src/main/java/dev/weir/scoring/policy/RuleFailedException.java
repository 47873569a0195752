package dev.weir.scoring.policy;

/** An expression has no value for one text. Costs that rule, not the text. */
final class RuleFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RuleFailedException(Throwable cause) {
    super(cause.getMessage(), cause, false, false);
  }
}
