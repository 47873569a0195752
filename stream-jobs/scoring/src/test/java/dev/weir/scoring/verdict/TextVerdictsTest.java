package dev.weir.scoring.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.engine.ModelIdentity;
import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.TaskKind;
import dev.weir.engine.TaskSpec;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.schemas.Action;
import dev.weir.schemas.Outcome;
import dev.weir.schemas.Reason;
import dev.weir.schemas.TextVerdict;
import dev.weir.scoring.event.EventContext;
import dev.weir.scoring.event.TextEvent;
import dev.weir.scoring.policy.PolicyDecision;
import dev.weir.scoring.policy.TextScores;
import dev.weir.scoring.record.RawRecord;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextVerdictsTest {

  private static final ModelIdentity MODEL = new ModelIdentity("m", "1.0.0", "abc");
  private static final TaskSpec SENTIMENT =
      new TaskSpec("sentiment", List.of("positive", "negative", "neutral"), TaskKind.SOFTMAX);
  private static final TaskSpec SPAM =
      new TaskSpec("spam", List.of("ham", "spam"), TaskKind.SOFTMAX);
  private static final TaskSpec ABUSE = new TaskSpec("abuse", List.of("abusive"), TaskKind.SIGMOID);
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final TextEvent EVENT =
      new TextEvent(
          "c-1", Instant.EPOCH, "author", "subject", null, "fine", null, EventContext.NONE);
  private static final RawRecord ORIGIN =
      new RawRecord("weir.comments", 1, 2, 3, null, null, List.of());

  private static final PolicyDecision REVIEW =
      new PolicyDecision(
          "default@2",
          Outcome.REVIEW,
          List.of(new Reason("abuse.score", "default", "abuse.review", null)));

  @Test
  void scores_ofAbsentTasks_areZero() {
    TextScores scores = verdicts(SPAM).scores(scored(new float[][] {{0.25f, 0.75f}}));

    assertThat(scores).isEqualTo(new TextScores(0, 0, 0, 0.75f, 0));
  }

  @Test
  void of_allTasks_readsEachLabelWhereThePackageKeepsIt() {
    float[][] probabilities = {{0.5f}, {0.2f, 0.7f, 0.1f}, {0.75f, 0.25f}};

    TextVerdict verdict =
        verdicts(ABUSE, SENTIMENT, SPAM).of(EVENT, ORIGIN, scored(probabilities), REVIEW, NOW);

    assertThat(verdict.getSentiment().getLabel()).isEqualTo("negative");
    assertThat(verdict.getSentiment().getScores().getPositive()).isEqualTo(0.2f);
    assertThat(verdict.getSentiment().getScores().getNegative()).isEqualTo(0.7f);
    assertThat(verdict.getSentiment().getScores().getNeutral()).isEqualTo(0.1f);
    assertThat(verdict.getSpam().getLabel()).isEqualTo("ham");
    assertThat(verdict.getSpam().getScore()).isEqualTo(0.25f);
    assertThat(verdict.getAbuse().getLabel()).isEqualTo("abusive");
    assertThat(verdict.getAction()).isEqualTo(Action.REVIEW);
  }

  @Test
  void of_event_copiesWhatIdentifiesItAndNotTheText() {
    TextVerdict verdict =
        verdicts(SPAM).of(EVENT, ORIGIN, scored(new float[][] {{0.9f, 0.1f}}), REVIEW, NOW);

    assertThat(verdict.getVerdictId()).isEqualTo(VerdictIds.ofText("c-1"));
    assertThat(verdict.getEventId()).isEqualTo("c-1");
    assertThat(verdict.getSource().getTopic()).isEqualTo("weir.comments");
    assertThat(verdict.getSource().getPartition()).isEqualTo(1);
    assertThat(verdict.getSource().getOffset()).isEqualTo(2);
    assertThat(verdict.getSource().getTimestamp()).isEqualTo(Instant.ofEpochMilli(3));
    assertThat(verdict.getSubjectId()).isEqualTo("subject");
    assertThat(verdict.getRoomId()).isNull();
    assertThat(verdict.getModel().getDigest()).isEqualTo("abc");
    assertThat(verdict.getPolicyVersion()).isEqualTo("default@2");
    assertThat(verdict.getScoredAt()).isEqualTo(NOW);
    assertThat(verdict.toString()).doesNotContain("fine");
  }

  @Test
  void of_modelWithoutATask_leavesItNull() {
    TextVerdict verdict =
        verdicts(SPAM).of(EVENT, ORIGIN, scored(new float[][] {{0.9f, 0.1f}}), REVIEW, NOW);

    assertThat(verdict.getSentiment()).isNull();
    assertThat(verdict.getAbuse()).isNull();
  }

  @Test
  void of_sentimentWithoutNeutral_scoresItZero() {
    TaskSpec binary = new TaskSpec("sentiment", List.of("negative", "positive"), TaskKind.SOFTMAX);

    TextVerdict verdict =
        verdicts(binary).of(EVENT, ORIGIN, scored(new float[][] {{0.4f, 0.6f}}), REVIEW, NOW);

    assertThat(verdict.getSentiment().getLabel()).isEqualTo("positive");
    assertThat(verdict.getSentiment().getScores().getNeutral()).isZero();
  }

  @Test
  void construction_taskWithoutItsLabel_saysWhatToRename() {
    TaskSpec labels = new TaskSpec("spam", List.of("LABEL_0", "LABEL_1"), TaskKind.SOFTMAX);

    assertThatThrownBy(() -> verdicts(labels))
        .isInstanceOf(ModelPackageException.class)
        .hasMessageContaining(
            "model package m@1.0.0: task 'spam' has the labels [LABEL_0, LABEL_1]")
        .hasMessageContaining("weir.json");
  }

  @Test
  void construction_noTaskOfOurs_isRefused() {
    TaskSpec other = new TaskSpec("topic", List.of("a", "b"), TaskKind.SOFTMAX);

    assertThatThrownBy(() -> verdicts(other))
        .isInstanceOf(ModelPackageException.class)
        .hasMessageContaining("[topic]");
  }

  @Test
  void of_rememberedScores_saysSo() {
    ScoreOutcome.Scored scored = scored(new float[][] {{0.9f, 0.1f}});

    assertThat(verdicts(SPAM).of(EVENT, ORIGIN, scored, REVIEW, NOW).getFromCache()).isFalse();
    assertThat(verdicts(SPAM).of(EVENT, ORIGIN, scored.asFromCache(), REVIEW, NOW).getFromCache())
        .isTrue();
  }

  private static ScoreOutcome.Scored scored(float[][] probabilities) {
    return new ScoreOutcome.Scored(probabilities, 5);
  }

  private static TextVerdicts verdicts(TaskSpec... tasks) {
    return new TextVerdicts(MODEL, List.of(tasks));
  }
}
