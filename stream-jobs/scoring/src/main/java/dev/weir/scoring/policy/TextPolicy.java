package dev.weir.scoring.policy;

import dev.weir.schemas.Action;
import dev.weir.schemas.Reason;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Turns the probabilities of spam and abuse into an action by two thresholds each; the harsher
 * action wins. Sentiment never moves it. Immutable.
 */
public record TextPolicy(String name, int version, Thresholds spam, Thresholds abuse)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Review from an even chance on, remove when nine in ten such texts are rightly removed. */
  public static final TextPolicy DEFAULT =
      new TextPolicy("default", 1, new Thresholds(0.5, 0.9), new Thresholds(0.5, 0.9));

  public TextPolicy {
    if (name.isBlank() || version < 1) {
      throw new IllegalArgumentException(
          "a policy has a name and a version from 1 on; got '" + name + "' version " + version);
    }
  }

  /** Name and version as verdicts carry them: {@code default@1}. */
  public String label() {
    return name + "@" + version;
  }

  /**
   * The action on a text of these probabilities.
   *
   * @param spamScore calibrated probability of spam, null where the model has no such task
   * @param abuseScore calibrated probability of abuse, null where the model has no such task
   */
  public PolicyDecision decide(@Nullable Float spamScore, @Nullable Float abuseScore) {
    List<Finding> findings = new ArrayList<>(2);
    addFinding(findings, ReasonCode.ABUSE_SCORE, "abuse", abuse, abuseScore);
    addFinding(findings, ReasonCode.SPAM_SCORE, "spam", spam, spamScore);
    if (findings.isEmpty()) {
      return PolicyDecision.ALLOW;
    }
    findings.sort(
        Comparator.comparing(Finding::action)
            .reversed()
            .thenComparing(Comparator.comparingDouble(Finding::score).reversed()));
    return new PolicyDecision(
        findings.get(0).action(), findings.stream().map(finding -> finding.reason(name)).toList());
  }

  private static void addFinding(
      List<Finding> findings,
      ReasonCode code,
      String task,
      Thresholds thresholds,
      @Nullable Float score) {
    if (score == null || score < thresholds.review()) {
      return;
    }
    boolean remove = score >= thresholds.remove();
    findings.add(
        new Finding(
            code,
            task,
            remove ? Action.REMOVE : Action.REVIEW,
            score,
            remove ? thresholds.remove() : thresholds.review()));
  }

  private record Finding(
      ReasonCode code, String task, Action action, double score, double threshold) {

    Reason reason(String policy) {
      return new Reason(
          code.code(),
          policy,
          task + "." + action.name().toLowerCase(Locale.ROOT),
          String.format(
              Locale.ROOT, "probability of %s %.3f, threshold %.2f", task, score, threshold));
    }
  }
}
