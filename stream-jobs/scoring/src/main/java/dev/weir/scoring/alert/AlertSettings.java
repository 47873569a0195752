package dev.weir.scoring.alert;

import dev.weir.schemas.Severity;
import java.io.Serializable;
import java.time.Duration;

/**
 * How alerts are grouped, kept quiet and graded. Immutable.
 *
 * @param grouping how long after its first transaction further ones join a case
 * @param quiet how long a card stays quiet after somebody called its case genuine
 * @param confirmed how long a case stays open after somebody called one of its transactions fraud
 * @param medium expected loss from which on a case is of MEDIUM severity, in units of the currency
 * @param high the same of HIGH
 * @param critical the same of CRITICAL
 */
public record AlertSettings(
    Duration grouping,
    Duration quiet,
    Duration confirmed,
    double medium,
    double high,
    double critical)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** A day, a week, thirty days; 25, 250 and 2,500 units of the currency. */
  public static final AlertSettings DEFAULT =
      new AlertSettings(
          Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(30), 25, 250, 2_500);

  public AlertSettings {
    if (grouping.isNegative() || quiet.isNegative() || confirmed.isNegative()) {
      throw new IllegalArgumentException(
          "alerts are grouped, quiet and confirmed for zero or longer; got "
              + grouping
              + ", "
              + quiet
              + ", "
              + confirmed);
    }
    if (!(0 < medium && medium <= high && high <= critical)) {
      throw new IllegalArgumentException(
          "severities begin at losses above 0 that do not fall; got medium "
              + medium
              + ", high "
              + high
              + ", critical "
              + critical);
    }
  }

  /** The severity of an expected loss. */
  Severity severity(double loss) {
    if (loss >= critical) {
      return Severity.CRITICAL;
    }
    if (loss >= high) {
      return Severity.HIGH;
    }
    return loss >= medium ? Severity.MEDIUM : Severity.LOW;
  }
}
