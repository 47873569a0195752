package dev.weir.streams.feedback;

import static dev.weir.streams.feedback.FeedbackDesk.START;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.schemas.CardTransaction;
import dev.weir.schemas.CommentPosted;
import dev.weir.schemas.ErasureSubject;
import dev.weir.schemas.FraudVerdict;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.LabelledExample;
import dev.weir.schemas.ResolvedLabel;
import dev.weir.schemas.Task;
import dev.weir.schemas.TextVerdict;
import dev.weir.serde.topic.WeirTopic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedbackJoiningTest {

  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path dir;

  private FeedbackDesk desk;

  @BeforeEach
  void open() {
    desk = new FeedbackDesk(dir);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void label_afterItsVerdict_makesAnExampleWithEventAndVerdict() {
    desk.judged("c-1", "ann", START);
    desk.label("c-1", Task.SPAM, "spam", LabelerKind.MODERATOR, "mo", at(60));

    LabelledExample example = only();
    assertThat(example.getEventId()).isEqualTo("c-1");
    assertThat(example.getOccurredAt()).isEqualTo(START);
    assertThat(((CommentPosted) example.getEvent()).getText()).contains("c-1");
    assertThat(((TextVerdict) example.getVerdict()).getVerdictId()).isEqualTo("v-c-1");
    assertThat(example.getLabels()).hasSize(1);
    assertThat(example.getLabels().get(0).getLabel()).isEqualTo("spam");
    assertThat(example.getLabels().get(0).getResolvedAt()).isEqualTo(at(60));
    assertThat(desk.counted("example")).isEqualTo(1);
  }

  @Test
  void label_beforeItsVerdict_waitsAndIsJoinedWithIt() {
    desk.label("c-1", Task.SPAM, "spam", LabelerKind.MODERATOR, "mo", at(0));
    assertThat(desk.examples()).isEmpty();
    assertThat(desk.counted("waiting")).isEqualTo(1);

    desk.judged("c-1", "ann", at(60));
    assertThat(only().getEvent()).isNotNull();

    desk.advance(DAY.multipliedBy(8));
    assertThat(desk.deadLetters()).isEmpty();
    assertThat(desk.entries("labels-waiting")).isZero();
  }

  @Test
  void label_ofATransaction_findsPaymentAndVerdict() {
    desk.fraudVerdict("t-1", "card-1", desk.payment("t-1", "card-1", START));
    desk.label("t-1", Task.FRAUD, "fraud", LabelerKind.CHARGEBACK, "bank", at(40 * 86_400));

    assertThat(only().getEvent()).isInstanceOf(CardTransaction.class);
    assertThat(only().getVerdict()).isInstanceOf(FraudVerdict.class);
  }

  @Test
  void labels_thatContradict_resolveByTrustAndTheLoserStaysVisible() {
    desk.judged("c-1", "ann", START);
    desk.label("c-1", Task.SPAM, "ham", LabelerKind.MODERATOR, "mo", at(1));
    desk.label("c-1", Task.SPAM, "spam", LabelerKind.USER_REPORT, "ula", at(2));

    ResolvedLabel label = last().getLabels().get(0);
    assertThat(label.getLabel()).isEqualTo("ham");
    assertThat(label.getVotes()).extracting(vote -> vote.getLabeler().getId()).containsOnly("mo");
    assertThat(label.getOverruled())
        .extracting(vote -> vote.getLabeler().getId())
        .containsOnly("ula");
  }

  @Test
  void tasks_ofOneText_haveALabelEach() {
    desk.judged("c-1", "ann", START);
    desk.label("c-1", Task.SPAM, "spam", LabelerKind.MODERATOR, "mo", at(1));
    desk.label("c-1", Task.ABUSE, "clean", LabelerKind.MODERATOR, "mo", at(2));

    assertThat(last().getLabels())
        .extracting(ResolvedLabel::getTask)
        .containsExactly(Task.SPAM, Task.ABUSE);
  }

  @Test
  void labeller_whoDecidesAgain_replacesTheEarlierVoteAndNotTheLaterOne() {
    desk.judged("c-1", "ann", START);
    desk.label("c-1", Task.SPAM, "spam", LabelerKind.MODERATOR, "mo", at(10));
    desk.label("c-1", Task.SPAM, "ham", LabelerKind.MODERATOR, "mo", at(20));
    desk.label("c-1", Task.SPAM, "spam", LabelerKind.MODERATOR, "mo", at(15), at(30));
    desk.label("c-1", Task.SPAM, "ham", LabelerKind.MODERATOR, "mo", at(20), at(40));

    assertThat(desk.examples()).hasSize(2);
    assertThat(last().getLabels().get(0).getLabel()).isEqualTo("ham");
    assertThat(last().getLabels().get(0).getVotes()).hasSize(1);
    assertThat(desk.counted("replaced")).isEqualTo(1);
    assertThat(desk.counted("outdated")).isEqualTo(1);
    assertThat(desk.counted("repeated")).isEqualTo(1);
  }

  @Test
  void label_withoutEnoughTrust_makesNoExampleUntilOthersAgree() {
    desk.judged("c-1", "ann", START);
    desk.label("c-1", Task.SPAM, "spam", LabelerKind.USER_REPORT, "u1", at(1));
    assertThat(desk.examples()).isEmpty();
    assertThat(desk.counted("undecided")).isEqualTo(1);

    desk.label("c-1", Task.SPAM, "spam", LabelerKind.USER_REPORT, "u2", at(2));
    desk.label("c-1", Task.SPAM, "spam", LabelerKind.USER_REPORT, "u3", at(3));
    assertThat(only().getLabels().get(0).getVotes()).hasSize(3);
  }

  @Test
  void label_thatIsTakenBack_isWithdrawnFromItsExample() {
    desk.judged("c-1", "ann", START);
    for (int i = 1; i <= 3; i++) {
      desk.label("c-1", Task.SPAM, "spam", LabelerKind.USER_REPORT, "u" + i, at(i));
    }
    desk.label("c-1", Task.SPAM, "ham", LabelerKind.USER_REPORT, "u1", at(9));

    assertThat(last().getLabels()).isEmpty();
    assertThat(last().getEvent()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "SPAM, positive, 'ham', got one of 8 characters",
    "SENTIMENT, spam, 'negative', got one of 4 characters",
    "ABUSE, abusiv, 'clean', did you mean",
    "FRAUD, ham, 'genuine', got one of 3 characters",
    "UNKNOWN, spam, expected SENTIMENT, SPAM",
  })
  void label_thatIsNoAnswerOfItsTask_isADeadLetter(
      Task task, String label, String expected, String got) {
    desk.label("c-1", task, label, LabelerKind.MODERATOR, "mo", START);

    assertThat(desk.deadLetters())
        .singleElement()
        .asString()
        .startsWith("validate: ")
        .contains(expected)
        .contains(got);
    assertThat(desk.entries("votes")).isZero();
  }

  @ParameterizedTest
  @CsvSource({"'', mo, event_id has 0 characters", "c-1, ' ', labeler.id has 1 characters"})
  void label_withoutAnId_isADeadLetter(String eventId, String labeler, String message) {
    desk.label(eventId, Task.SPAM, "spam", LabelerKind.MODERATOR, labeler, START);

    assertThat(desk.deadLetters()).singleElement().asString().contains(message);
  }

  @Test
  void bytes_thatAreNoFeedback_areADeadLetterAsTheyCame() {
    desk.bytes(WeirTopic.FEEDBACK, "spam,ham".getBytes(UTF_8), START);

    List<TestRecord<byte[], byte[]>> letters = desk.records("weir.dead-letters");
    assertThat(letters).hasSize(1);
    assertThat(letters.get(0).key()).isEqualTo("key".getBytes(UTF_8));
    assertThat(letters.get(0).value()).isEqualTo("spam,ham".getBytes(UTF_8));
    assertThat(letters.get(0).headers().lastHeader("h").value()).containsExactly(7);
    assertThat(letters.get(0).headers().lastHeader("weir.stage").value())
        .isEqualTo("decode".getBytes(UTF_8));
  }

  @Test
  void label_ofAnEventThatNeverComes_isADeadLetterAfterTheWaitAndForgotten() {
    desk.label("no-such", Task.SPAM, "spam", LabelerKind.MODERATOR, "mo", START);
    desk.advance(DAY.multipliedBy(6));
    assertThat(desk.deadLetters()).isEmpty();

    desk.advance(DAY.multipliedBy(2));
    assertThat(desk.deadLetters())
        .singleElement()
        .asString()
        .startsWith("join: ")
        .contains("no verdict on such a text within PT168H")
        .contains("text-verdicts");
    assertThat(desk.counted("unknown_event")).isEqualTo(1);
    assertThat(desk.entries("votes")).isZero();
    assertThat(desk.entries("labels-waiting")).isZero();
  }

  @Test
  void label_ofTheOtherKindOfEvent_findsNone() {
    desk.judged("c-1", "ann", START);
    desk.label("c-1", Task.FRAUD, "fraud", LabelerKind.ANALYST, "al", at(1));
    desk.advance(DAY.multipliedBy(8));

    assertThat(desk.deadLetters()).singleElement().asString().contains("such a transaction");
  }

  @Test
  void label_datedAfterItsRecord_countsAsOfTheRecord() {
    desk.judged("c-1", "ann", START);
    Instant ahead = START.plus(DAY.multipliedBy(300));
    desk.label("c-1", Task.SPAM, "spam", LabelerKind.MODERATOR, "mo", ahead, at(5));
    desk.label("c-1", Task.SPAM, "ham", LabelerKind.MODERATOR, "mo", at(6));

    assertThat(desk.examples().get(0).getLabels().get(0).getVotes().get(0).getLabelledAt())
        .isEqualTo(at(5));
    assertThat(last().getLabels().get(0).getLabel()).isEqualTo("ham");
    assertThat(desk.counted("dated_back")).isEqualTo(1);
  }

  @Test
  void label_ofATextThatKafkaKeepsNoLonger_makesAnExampleWithoutIt() {
    desk.judged("c-1", "ann", START);
    desk.drop(WeirTopic.COMMENTS);
    desk.label("c-1", Task.SPAM, "spam", LabelerKind.MODERATOR, "mo", at(20 * 86_400));

    assertThat(only().getEvent()).isNull();
    assertThat(only().getVerdict()).isNotNull();
    assertThat(desk.counted("event_gone")).isEqualTo(1);
  }

  @Test
  void label_afterTheTextIsGone_keepsTheTextOfTheExampleBefore() {
    desk.judged("c-1", "ann", START);
    desk.label("c-1", Task.SPAM, "spam", LabelerKind.MODERATOR, "mo", at(1));
    assertThat(desk.examples()).hasSize(1);
    desk.drop(WeirTopic.COMMENTS);
    desk.drop(WeirTopic.TEXT_VERDICTS);
    desk.label("c-1", Task.ABUSE, "clean", LabelerKind.MODERATOR, "mo", at(60 * 86_400));

    assertThat(desk.examples()).hasSize(2);
    assertThat(((CommentPosted) last().getEvent()).getText()).contains("c-1");
    assertThat(last().getVerdict()).isNotNull();
    assertThat(last().getLabels()).hasSize(2);
  }

  @Test
  void place_withAnotherEvent_isAsGoodAsGone() {
    desk.comment("c-other", "eve", "Somebody made the topic anew.", START);
    desk.textVerdict("c-1", "ann", new dev.weir.schemas.Source("weir.comments", 0, 0L, START));
    desk.label("c-1", Task.SPAM, "spam", LabelerKind.MODERATOR, "mo", at(1));

    assertThat(only().getEvent()).isNull();
  }

  @Test
  void verdict_onAMirroredTopic_hasNoEvent() {
    desk.textVerdict("c-1", "ann", new dev.weir.schemas.Source("east.comments", 0, 0L, START));
    desk.label("c-1", Task.SPAM, "spam", LabelerKind.MODERATOR, "mo", at(1));

    assertThat(only().getEvent()).isNull();
    assertThat(only().getVerdict()).isNotNull();
  }

  @Test
  void erasedAuthor_losesEventsInExamplesAndOfLaterLabels() {
    desk.judged("c-1", "ann", START);
    desk.judged("c-2", "ann", at(1));
    desk.judged("c-3", "bob", at(2));
    desk.judged("c-4", "ann", at(200));
    desk.label("c-1", Task.SPAM, "spam", LabelerKind.MODERATOR, "mo", at(10));
    desk.label("c-3", Task.SPAM, "spam", LabelerKind.MODERATOR, "mo", at(11));
    assertThat(desk.examples()).hasSize(2);

    desk.erase(ErasureSubject.AUTHOR, "ann", at(100));
    assertThat(desk.examples()).hasSize(3);
    assertErased(last(), "c-1");

    desk.label("c-1", Task.ABUSE, "clean", LabelerKind.MODERATOR, "mo", at(300));
    assertErased(last(), "c-1");
    assertThat(last().getLabels()).hasSize(2);
    desk.label("c-2", Task.SPAM, "spam", LabelerKind.MODERATOR, "mo", at(301));
    assertErased(last(), "c-2");
    desk.label("c-4", Task.SPAM, "spam", LabelerKind.MODERATOR, "mo", at(302));
    assertThat(last().getEvent()).isNotNull();
    assertThat(desk.counted("erased")).isEqualTo(3);
  }

  @Test
  void erasedCard_isNoAuthor() {
    desk.judged("c-1", "ann", START);
    desk.label("c-1", Task.SPAM, "spam", LabelerKind.MODERATOR, "mo", at(10));
    desk.erase(ErasureSubject.CARD, "ann", at(100));

    assertThat(desk.examples()).hasSize(1);
  }

  @Test
  void erasure_ofSomethingUnknown_stopsTheApplication() {
    assertThatThrownBy(() -> desk.erase(ErasureSubject.OTHER, "ann", at(100)))
        .rootCause()
        .hasMessageContaining("expected AUTHOR or CARD");
  }

  @Test
  void opinions_afterFourHundredDays_areForgotten() {
    desk.judged("c-1", "ann", START);
    desk.label("c-1", Task.SPAM, "spam", LabelerKind.MODERATOR, "mo", at(10));
    desk.advance(DAY.multipliedBy(399));
    assertThat(desk.entries("votes")).isEqualTo(1);

    desk.advance(DAY.multipliedBy(2));
    assertThat(desk.entries("votes")).isZero();
  }

  @Test
  void opinions_beyondTheMost_pushOutTheLeastTrusted() {
    desk.judged("c-1", "ann", START);
    desk.label("c-1", Task.SPAM, "ham", LabelerKind.MODERATOR, "mo", at(0));
    for (int i = 0; i < 256; i++) {
      desk.label("c-1", Task.SPAM, "spam", LabelerKind.USER_REPORT, "u" + i, at(i + 1));
    }

    ResolvedLabel label = last().getLabels().get(0);
    assertThat(label.getVotes().size() + label.getOverruled().size()).isEqualTo(256);
    assertThat(label.getOverruled())
        .extracting(vote -> vote.getLabeler().getId())
        .containsOnly("mo");
    assertThat(desk.counted("crowded")).isEqualTo(1);
  }

  private static void assertErased(LabelledExample example, String eventId) {
    assertThat(example.getEventId()).isEqualTo(eventId);
    assertThat(example.getEvent()).isNull();
    assertThat(example.getVerdict()).isNull();
    assertThat(example.getLabels()).isNotEmpty();
  }

  private LabelledExample only() {
    assertThat(desk.examples()).hasSize(1);
    return last();
  }

  private LabelledExample last() {
    List<LabelledExample> all = desk.examples();
    assertThat(all).isNotEmpty();
    return all.get(all.size() - 1);
  }

  private static Instant at(long second) {
    return START.plusSeconds(second);
  }
}
