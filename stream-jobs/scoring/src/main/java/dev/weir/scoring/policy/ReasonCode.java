package dev.weir.scoring.policy;

/** Codes of reasons in text verdicts; {@code docs/reason-codes.md} explains each. Never renamed. */
public enum ReasonCode {
  /** The probability of spam reached a threshold. */
  SPAM_SCORE("spam.score"),
  /** The probability of abuse reached a threshold. */
  ABUSE_SCORE("abuse.score");

  private final String code;

  ReasonCode(String code) {
    this.code = code;
  }

  /** The stable code as verdicts carry it. */
  public String code() {
    return code;
  }
}
