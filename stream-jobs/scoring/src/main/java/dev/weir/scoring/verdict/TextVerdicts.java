package dev.weir.scoring.verdict;

import static dev.weir.scoring.verdict.LabelIndex.ABSENT;

import dev.weir.engine.ModelIdentity;
import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.TaskSpec;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import dev.weir.schemas.BinaryScore;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.Sentiment;
import dev.weir.schemas.SentimentScores;
import dev.weir.schemas.Source;
import dev.weir.schemas.TextVerdict;
import dev.weir.scoring.event.Languages;
import dev.weir.scoring.event.TextEvent;
import dev.weir.scoring.policy.PolicyDecision;
import dev.weir.scoring.policy.TextScores;
import dev.weir.scoring.record.RawRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds text verdicts for one model. Labels become indexes here, once; a task that the model does
 * not have stays null in the verdict. Thread-safe.
 */
public final class TextVerdicts {

  private static final float EVEN_CHANCE = 0.5f;
  private static final float[] NO_SENTIMENT = {};

  private final ModelRef model;
  private final int sentiment;
  private final int negative;
  private final int neutral;
  private final int positive;
  private final int spam;
  private final int spamLabel;
  private final int abuse;
  private final int abusiveLabel;

  /**
   * @throws ModelPackageException when the model has none of the tasks sentiment, spam and abuse,
   *     or one of them without its labels; the message says what to change in the package
   */
  public TextVerdicts(ModelIdentity identity, List<TaskSpec> tasks) {
    LabelIndex index = new LabelIndex(identity, tasks);
    this.model = new ModelRef(identity.name(), identity.version(), identity.digest());
    sentiment = index.task("sentiment");
    negative = sentiment == ABSENT ? ABSENT : index.required(sentiment, "negative");
    neutral = sentiment == ABSENT ? ABSENT : index.optional(sentiment, "neutral");
    positive = sentiment == ABSENT ? ABSENT : index.required(sentiment, "positive");
    spam = index.task("spam");
    spamLabel = spam == ABSENT ? ABSENT : index.required(spam, "spam");
    abuse = index.task("abuse");
    abusiveLabel = abuse == ABSENT ? ABSENT : index.required(abuse, "abusive");
    if (sentiment == ABSENT && spam == ABSENT && abuse == ABSENT) {
      throw new ModelPackageException(
          Problem.NOT_A_TEXT_CLASSIFIER,
          LabelIndex.describe(identity)
              + ": has the tasks "
              + tasks.stream().map(TaskSpec::name).toList()
              + "; text verdicts need at least one of sentiment, spam, abuse");
    }
  }

  /**
   * The scores that policies look at.
   *
   * @param scored its probabilities are float (task, label) in the order of the model's tasks
   */
  public TextScores scores(ScoreOutcome.Scored scored) {
    float[][] probabilities = scored.probabilities();
    float[] row = sentiment == ABSENT ? NO_SENTIMENT : probabilities[sentiment];
    return new TextScores(
        LabelIndex.at(row, negative),
        LabelIndex.at(row, neutral),
        LabelIndex.at(row, positive),
        spam == ABSENT ? 0 : probabilities[spam][spamLabel],
        abuse == ABSENT ? 0 : probabilities[abuse][abusiveLabel]);
  }

  /** The verdict on that event. */
  public TextVerdict of(
      TextEvent event,
      RawRecord origin,
      ScoreOutcome.Scored scored,
      PolicyDecision decision,
      Instant scoredAt) {
    float[][] probabilities = scored.probabilities();
    return new TextVerdict(
        VerdictIds.ofText(event.eventId()),
        event.eventId(),
        event.occurredAt(),
        new Source(
            origin.topic(),
            origin.partition(),
            origin.offset(),
            Instant.ofEpochMilli(origin.timestamp())),
        event.authorId(),
        event.subjectId(),
        event.roomId(),
        Languages.of(event),
        sentimentOf(probabilities),
        binary(LabelIndex.at(probabilities, spam, spamLabel), "ham", "spam"),
        binary(LabelIndex.at(probabilities, abuse, abusiveLabel), "clean", "abusive"),
        decision.action(),
        decision.reasons(),
        model,
        decision.policy(),
        scoredAt,
        scored.fromCache());
  }

  private @Nullable Sentiment sentimentOf(float[][] probabilities) {
    if (sentiment == ABSENT) {
      return null;
    }
    float[] row = probabilities[sentiment];
    SentimentScores scores =
        new SentimentScores(
            LabelIndex.at(row, negative),
            LabelIndex.at(row, neutral),
            LabelIndex.at(row, positive));
    return new Sentiment(likeliest(scores), scores);
  }

  private static String likeliest(SentimentScores scores) {
    float best =
        Math.max(scores.getNeutral(), Math.max(scores.getNegative(), scores.getPositive()));
    if (scores.getNeutral() == best) {
      return "neutral";
    }
    return scores.getNegative() == best ? "negative" : "positive";
  }

  private static @Nullable BinaryScore binary(@Nullable Float score, String no, String yes) {
    return score == null ? null : new BinaryScore(score >= EVEN_CHANCE ? yes : no, score);
  }
}
