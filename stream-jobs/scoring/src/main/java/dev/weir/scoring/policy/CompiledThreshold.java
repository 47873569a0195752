package dev.weir.scoring.policy;

import dev.weir.schemas.Outcome;
import dev.weir.schemas.Threshold;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A threshold with its score found. Immutable.
 *
 * @param score reads the score
 * @param subject what verdicts call it: {@code spam}, {@code abuse}, {@code negative}
 * @param code its reason code
 * @param rule its name in verdicts, such as {@code spam.review}
 */
record CompiledThreshold<F>(
    ToDoubleFunction<F> score,
    String subject,
    String code,
    String rule,
    float atLeast,
    Outcome outcome) {

  /** The threshold, or null after adding what is wrong to {@code problems}. */
  static <F> @Nullable CompiledThreshold<F> compile(
      PolicyDomain<F> domain, int number, Threshold threshold, List<PolicyProblem> problems) {
    String where = "threshold " + number;
    int before = problems.size();
    PolicyDomain.Scored<F> scored = domain.score(threshold.getTask(), threshold.getLabel());
    if (scored == null) {
      problems.add(
          PolicyProblem.at(
              where,
              "no score of the task "
                  + threshold.getTask()
                  + " is labelled '"
                  + threshold.getLabel()
                  + "'; expected one of "
                  + domain.scoreNames()));
    }
    float atLeast = threshold.getAtLeast();
    if (!(atLeast > 0 && atLeast <= 1)) {
      problems.add(
          PolicyProblem.at(
              where, "at_least must be above 0 and at most 1, as scores are; got " + atLeast));
    }
    if (threshold.getOutcome() == Outcome.PASS) {
      problems.add(
          PolicyProblem.at(where, "leads to PASS, which is no threshold's; use REVIEW or BLOCK"));
    }
    if (scored == null || problems.size() > before) {
      return null;
    }
    return new CompiledThreshold<>(
        scored.score(),
        scored.name(),
        scored.code(),
        scored.name() + "." + domain.word(threshold.getOutcome()).toLowerCase(Locale.ROOT),
        atLeast,
        threshold.getOutcome());
  }
}
