package dev.weir.scoring.policy;

import dev.weir.schemas.Action;
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
record CompiledThreshold(
    ToDoubleFunction<TextScores> score,
    String subject,
    String code,
    String rule,
    float atLeast,
    Action action) {

  private record Scored(
      String task, String label, String subject, ToDoubleFunction<TextScores> score) {}

  private static final List<Scored> SCORES =
      List.of(
          new Scored("SPAM", "spam", "spam", TextScores::spam),
          new Scored("ABUSE", "abusive", "abuse", TextScores::abuse),
          new Scored("SENTIMENT", "negative", "negative", TextScores::negative),
          new Scored("SENTIMENT", "neutral", "neutral", TextScores::neutral),
          new Scored("SENTIMENT", "positive", "positive", TextScores::positive));

  /** The threshold, or null after adding what is wrong to {@code problems}. */
  static @Nullable CompiledThreshold compile(
      int number, Threshold threshold, List<PolicyProblem> problems) {
    String where = "threshold " + number;
    int before = problems.size();
    Scored scored = find(threshold);
    if (scored == null) {
      problems.add(
          PolicyProblem.at(
              where,
              "no score of the task "
                  + threshold.getTask()
                  + " is labelled '"
                  + threshold.getLabel()
                  + "'; expected SPAM spam, ABUSE abusive, or SENTIMENT negative, neutral or"
                  + " positive"));
    }
    float atLeast = threshold.getAtLeast();
    if (!(atLeast > 0 && atLeast <= 1)) {
      problems.add(
          PolicyProblem.at(
              where, "at_least must be above 0 and at most 1, as scores are; got " + atLeast));
    }
    Action action = actionOf(threshold.getOutcome());
    if (action == Action.ALLOW) {
      problems.add(
          PolicyProblem.at(where, "leads to PASS, which is no threshold's; use REVIEW or BLOCK"));
    }
    if (scored == null || problems.size() > before) {
      return null;
    }
    String task =
        scored.subject().equals("spam") || scored.subject().equals("abuse")
            ? scored.subject()
            : "sentiment";
    return new CompiledThreshold(
        scored.score(),
        scored.subject(),
        task + ".score",
        scored.subject() + "." + action.name().toLowerCase(Locale.ROOT),
        atLeast,
        action);
  }

  private static @Nullable Scored find(Threshold threshold) {
    return SCORES.stream()
        .filter(s -> s.task().equals(threshold.getTask().name()))
        .filter(s -> s.label().equals(threshold.getLabel()))
        .findFirst()
        .orElse(null);
  }

  /** What an outcome means for a text. */
  static Action actionOf(Outcome outcome) {
    return switch (outcome) {
      case PASS -> Action.ALLOW;
      case REVIEW -> Action.REVIEW;
      case BLOCK -> Action.REMOVE;
    };
  }
}
