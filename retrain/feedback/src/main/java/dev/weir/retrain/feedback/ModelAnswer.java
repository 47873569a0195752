package dev.weir.retrain.feedback;

import dev.weir.schemas.BinaryScore;
import dev.weir.schemas.FraudVerdict;
import dev.weir.schemas.Sentiment;
import dev.weir.schemas.Task;
import dev.weir.schemas.TextVerdict;
import dev.weir.scoring.feedback.TaskWords;
import org.jspecify.annotations.Nullable;

/**
 * What the live model said of one task of an event. Immutable.
 *
 * @param label the likeliest answer
 * @param confidence calibrated probability of it
 */
record ModelAnswer(String label, double confidence) {

  /** The answer in a verdict; null where it has none on the task. */
  static @Nullable ModelAnswer of(Task task, @Nullable Object verdict) {
    if (verdict instanceof TextVerdict text) {
      return switch (task) {
        case SENTIMENT -> sentiment(text.getSentiment());
        case SPAM -> binary(task, text.getSpam());
        case ABUSE -> binary(task, text.getAbuse());
        case FRAUD, UNKNOWN -> null;
      };
    }
    return verdict instanceof FraudVerdict payment && task == Task.FRAUD
        ? ofSecond(task, payment.getRisk())
        : null;
  }

  private static @Nullable ModelAnswer sentiment(@Nullable Sentiment sentiment) {
    if (sentiment == null) {
      return null;
    }
    var scores = sentiment.getScores();
    double most =
        Math.max(scores.getNegative(), Math.max(scores.getNeutral(), scores.getPositive()));
    return new ModelAnswer(sentiment.getLabel(), most);
  }

  private static @Nullable ModelAnswer binary(Task task, @Nullable BinaryScore score) {
    return score == null ? null : ofSecond(task, score.getScore());
  }

  private static ModelAnswer ofSecond(Task task, double probability) {
    boolean second = probability >= 0.5;
    return new ModelAnswer(
        TaskWords.of(task).get(second ? 1 : 0), second ? probability : 1 - probability);
  }
}
