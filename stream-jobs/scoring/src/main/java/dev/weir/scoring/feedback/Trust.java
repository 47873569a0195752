package dev.weir.scoring.feedback;

import dev.weir.schemas.Labeler;
import dev.weir.schemas.LabelerKind;

/** How far a labeller is believed. Implementations are pure and safe for many threads. */
@FunctionalInterface
public interface Trust {

  /**
   * Probability that the labeller is right about a question of two answers: from 0.5, which is a
   * coin and weighs nothing, to below 1.
   */
  double of(Labeler labeler);

  /** What is believed of a kind of source before anything was measured; see {@link #prior}. */
  static Trust byKind() {
    return labeler -> prior(labeler.getKind());
  }

  /**
   * The probability that a source of this kind is right before its labels were compared with
   * others. Assumptions, not measurements: they order the kinds and set how many weak opinions
   * outweigh a strong one (seven reports of users go against one moderator), and a labeller's own
   * record replaces them where there is one (docs/feedback-guard.md).
   */
  static double prior(LabelerKind kind) {
    return switch (kind) {
      case GOLDEN -> 0.999;
      case CHARGEBACK -> 0.97;
      case ANALYST, MODERATOR -> 0.93;
      case USER_REPORT -> 0.6;
      case OTHER -> 0.55;
    };
  }

  /**
   * Log odds of a trust: what an opinion weighs, so that independent opinions add up (Nitzan and
   * Paroush, Optimal decision rules in uncertain dichotomous choice situations, 1982).
   *
   * @throws IllegalArgumentException naming the labeller, if its trust is below 0.5 or not below 1
   */
  default double weight(Labeler labeler) {
    double trust = of(labeler);
    if (!(trust >= 0.5 && trust < 1)) {
      throw new IllegalArgumentException(
          "trust in the labeller '"
              + labeler.getId()
              + "' is "
              + trust
              + "; expected from 0.5, which weighs nothing, to below 1");
    }
    return Math.log(trust / (1 - trust));
  }
}
