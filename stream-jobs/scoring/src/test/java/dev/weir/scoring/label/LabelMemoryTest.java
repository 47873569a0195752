package dev.weir.scoring.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.schemas.Feedback;
import dev.weir.schemas.Labeler;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.Task;
import dev.weir.scoring.event.InvalidEventException;
import dev.weir.scoring.label.LabelStep.Kind;
import dev.weir.scoring.label.PartyLabel.Party;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LabelMemoryTest {

  private static final long PAID = 1_700_000_000_000L;
  private static final long LABELLED = PAID + Duration.ofDays(20).toMillis();
  private static final PaymentKeys KEYS =
      new PaymentKeys(PAID, "card", "terminal", "shop", "phone");
  private static final int ANALYST = 3;
  private static final int CHARGEBACK = 4;

  private LabelMemory memory = LabelMemory.empty();

  @Test
  void vote_fraudOfAKnownPayment_reachesEveryHistoryOnce() {
    assertThat(payment().kind()).isEqualTo(Kind.REMEMBERED);

    LabelStep step = vote(true, ANALYST, LABELLED);

    assertThat(step.kind()).isEqualTo(Kind.FOLDED);
    assertThat(step.labels())
        .containsExactly(
            new PartyLabel(Party.CARD, "card", "t", PAID, LABELLED, true),
            new PartyLabel(Party.TERMINAL, "terminal", "t", PAID, LABELLED, true),
            new PartyLabel(Party.MERCHANT, "shop", "t", PAID, LABELLED, true),
            new PartyLabel(Party.DEVICE, "phone", "t", PAID, LABELLED, true));
  }

  @Test
  void vote_paymentWithoutMerchantAndDevice_reachesCardAndTerminal() {
    memory = memory.payment(new PaymentKeys(PAID, "card", "terminal", null, null)).memory();

    assertThat(vote(true, ANALYST, LABELLED).labels())
        .extracting(PartyLabel::party)
        .containsExactly(Party.CARD, Party.TERMINAL);
  }

  @Test
  void vote_ofAnUnknownEvent_waitsForItsPayment() {
    assertThat(vote(true, ANALYST, LABELLED).kind()).isEqualTo(Kind.UNKNOWN_EVENT);

    assertThat(payment().kind()).isEqualTo(Kind.FOLDED);
  }

  @Test
  void vote_again_isToldOnce() {
    payment();
    vote(true, ANALYST, LABELLED);

    assertThat(vote(true, ANALYST, LABELLED).kind()).isEqualTo(Kind.REPEATED);
    assertThat(vote(true, CHARGEBACK, LABELLED + 1).kind()).isEqualTo(Kind.AGREED);
    assertThat(payment().kind()).isEqualTo(Kind.REPEATED);
  }

  @Test
  void vote_genuineThatWasNeverFraud_tellsNobody() {
    payment();

    assertThat(vote(false, ANALYST, LABELLED).labels()).isEmpty();
  }

  @Test
  void vote_moreTrust_winsWhateverTheTime() {
    payment();
    vote(true, CHARGEBACK, LABELLED);

    assertThat(vote(false, ANALYST, LABELLED + 9).kind()).isEqualTo(Kind.OUTVOTED);
    assertThat(memory.holds().fraud()).isTrue();
  }

  @Test
  void vote_laterOfTheSameTrust_takesTheFraudBack() {
    payment();
    vote(true, ANALYST, LABELLED);

    LabelStep step = vote(false, ANALYST, LABELLED + 9);

    assertThat(step.kind()).isEqualTo(Kind.FOLDED);
    assertThat(step.labels()).hasSize(4).noneMatch(PartyLabel::fraud);
    assertThat(vote(true, ANALYST, LABELLED + 8).kind()).isEqualTo(Kind.OUTVOTED);
  }

  @Test
  void vote_datedBeforeThePayment_isKnownFromThePaymentOn() {
    payment();

    assertThat(vote(true, ANALYST, PAID - 5).labels().get(0).knownAt()).isEqualTo(PAID);
  }

  @Test
  void anyOrder_endsInTheSameMemoryAndHistoriesKnowWhatItHolds() {
    Random random = new Random(9);
    for (int round = 0; round < 500; round++) {
      List<FraudVote> votes = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        votes.add(
            new FraudVote(
                "t", random.nextBoolean(), random.nextInt(3), LABELLED + random.nextInt(3)));
      }
      byte[] first = null;
      for (int order = 0; order < 5; order++) {
        Collections.shuffle(votes, random);
        byte[] end = play(votes, random.nextInt(5));
        first = first == null ? end : first;
        assertThat(end).isEqualTo(first);
      }
    }
  }

  /** Plays the votes with the payment at that place, through bytes; what histories know is held. */
  private static byte[] play(List<FraudVote> votes, int paymentAt) {
    LabelMemory memory = LabelMemory.empty();
    boolean histories = false;
    for (int i = 0; i <= votes.size(); i++) {
      if (i == paymentAt) {
        LabelStep step = memory.payment(KEYS);
        histories = step.labels().isEmpty() ? histories : step.labels().get(0).fraud();
        memory = step.memory();
      }
      if (i < votes.size()) {
        LabelStep step = memory.vote(votes.get(i));
        histories = step.labels().isEmpty() ? histories : step.labels().get(0).fraud();
        memory = step.memory();
      }
      memory = LabelMemory.ofBytes("t", memory.toBytes());
      assertThat(memory.told()).isEqualTo(histories);
    }
    assertThat(histories).isEqualTo(memory.holds().fraud());
    return memory.toBytes();
  }

  @Test
  void bytes_areAsManyAsDocumented() {
    String id = "0123456789abcdef";
    LabelMemory remembered = memory.payment(new PaymentKeys(PAID, id, id, id, id)).memory();

    assertThat(remembered.toBytes()).hasSize(82);
    assertThat(remembered.vote(new FraudVote("t", true, 3, LABELLED)).memory().toBytes())
        .hasSize(91);
    byte[] newer = remembered.toBytes();
    newer[0] = 2;
    assertThatThrownBy(() -> LabelMemory.ofBytes("t", newer))
        .hasMessageContaining("version 2, this Weir reads 1");
  }

  @Test
  void expires_countsFromThePayment() {
    payment();

    assertThat(memory.expiresAtMillis(LabelMemory.MEMORY, PAID - 5))
        .isEqualTo(PAID + Duration.ofDays(90).toMillis());
  }

  @Test
  void expires_ofAPaymentOfLongAgo_countsFromItsRecord() {
    payment();
    long played = PAID + Duration.ofDays(400).toMillis();

    assertThat(memory.expiresAtMillis(LabelMemory.MEMORY, played))
        .isEqualTo(played + Duration.ofDays(90).toMillis());
  }

  @Test
  void of_feedback_isAVoteOfItsTrust() {
    assertThat(FraudVote.of(feedback("fraud", LabelerKind.CHARGEBACK), LABELLED))
        .contains(new FraudVote("t", true, CHARGEBACK, LABELLED));
    assertThat(FraudVote.of(feedback("genuine", LabelerKind.ANALYST), LABELLED))
        .contains(new FraudVote("t", false, ANALYST, LABELLED));
    Feedback spam =
        Feedback.newBuilder(feedback("spam", LabelerKind.ANALYST)).setTask(Task.SPAM).build();
    assertThat(FraudVote.of(spam, LABELLED)).isEmpty();
  }

  @Test
  void of_wrongFeedback_isRefused() {
    assertThatThrownBy(() -> FraudVote.of(feedback("bad", LabelerKind.ANALYST), LABELLED))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("expected 'fraud' or 'genuine'");
    assertThatThrownBy(
            () -> FraudVote.of(feedback("fraud", LabelerKind.ANALYST), LABELLED - 86_400_001))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("labelled_at is ");
  }

  private static Feedback feedback(String label, LabelerKind kind) {
    return Feedback.newBuilder()
        .setEventId("t")
        .setOccurredAt(Instant.ofEpochMilli(LABELLED))
        .setTask(Task.FRAUD)
        .setLabel(label)
        .setLabeler(new Labeler("somebody", kind))
        .setLabelledAt(Instant.ofEpochMilli(LABELLED))
        .build();
  }

  private LabelStep payment() {
    LabelStep step = memory.payment(KEYS);
    memory = step.memory();
    return step;
  }

  private LabelStep vote(boolean fraud, int trust, long at) {
    LabelStep step = memory.vote(new FraudVote("t", fraud, trust, at));
    memory = step.memory();
    return step;
  }
}
