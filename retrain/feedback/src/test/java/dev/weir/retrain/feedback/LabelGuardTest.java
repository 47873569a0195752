package dev.weir.retrain.feedback;

import static dev.weir.retrain.feedback.Labels.AT;
import static dev.weir.retrain.feedback.Labels.example;
import static dev.weir.retrain.feedback.Labels.golden;
import static dev.weir.retrain.feedback.Labels.moderator;
import static dev.weir.retrain.feedback.Labels.vote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import dev.weir.retrain.feedback.GuardReport.Finding;
import dev.weir.retrain.feedback.GuardReport.LabelerLine;
import dev.weir.retrain.feedback.GuardReport.TaskLine;
import dev.weir.schemas.CardTransaction;
import dev.weir.schemas.Decision;
import dev.weir.schemas.FraudVerdict;
import dev.weir.schemas.LabelVote;
import dev.weir.schemas.Labeler;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.LabelledExample;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.ResolvedLabel;
import dev.weir.schemas.Source;
import dev.weir.schemas.Task;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LabelGuardTest {

  private final List<LabelledExample> examples = new ArrayList<>();

  @Test
  void guard_nothing_isNothing() {
    Guarded guarded = guard();

    assertThat(guarded.examples()).isEmpty();
    assertThat(guarded.report().tasks()).isEmpty();
  }

  @Test
  void guard_anyOrder_isTheSame() {
    for (int i = 0; i < 300; i++) {
      examples.add(
          example(
              "e" + i,
              "author-" + i % 20,
              "text " + i % 250,
              i % 2 == 0 ? 0.95f : 0.4f,
              moderator("m" + i % 3, i % 5 == 0),
              vote("u" + i % 30, LabelerKind.USER_REPORT, true)));
    }
    Guarded there = guard();
    Collections.shuffle(examples, new Random(3));

    assertThat(guard().examples()).isEqualTo(there.examples());
    assertThat(guard().report().lines()).isEqualTo(there.report().lines());
  }

  @Test
  void guard_labelAgainstTheModel_isReportedAsMoved() {
    examples.add(example("one", 0.2f, moderator("ann", true)));
    examples.add(example("two", 0.7f, moderator("ann", true), moderator("ben", true)));

    TaskLine line = line();

    assertThat(line.kept()).isEqualTo(2);
    LabelerLine ann = line.labelers().get(0);
    assertThat(ann.moved()).containsExactly(entry("ham→spam", 1L));
    assertThat(ann.used()).isEqualTo(2);
    assertThat(ann.weight()).isEqualTo(1.5);
    assertThat(ann.decided()).isEqualTo(1);
  }

  @Test
  void guard_untrustedMajority_isResolvedAgain() {
    for (int i = 0; i < 30; i++) {
      examples.add(
          example("g" + i, null, golden(true), moderator("x", false), moderator("y", false)));
    }
    examples.add(
        example("e", null, moderator("x", false), moderator("y", false), moderator("ann", true)));

    Guarded guarded = guard();

    assertThat(guarded.report().heldBack()).containsExactly("x", "y");
    assertThat(guarded.report().tasks().get(0).before()).containsEntry("ham→spam", 1L);
    assertThat(labelOf(guarded, "e")).isEqualTo("spam");
  }

  @Test
  void guard_sameTextAgain_countsOnceALabel() {
    for (int i = 0; i < 40; i++) {
      examples.add(
          example(
              "e" + i, "author" + i, "Buy   THIS now!!!!!", null, moderator("m" + i % 4, i != 0)));
    }

    TaskLine line = line();

    assertThat(line.kept()).isEqualTo(2);
    assertThat(line.dropped()).containsOnly(entry("duplicate", 38L));
  }

  @Test
  void guard_erasedAuthor_isOut() {
    LabelledExample whole = example("e", null, moderator("ann", true));
    examples.add(LabelledExample.newBuilder(whole).setEvent(null).build());

    assertThat(line().dropped()).containsOnly(entry("erased", 1L));
  }

  @Test
  void guard_oneAuthor_isAtMostItsShare() {
    for (int i = 0; i < 400; i++) {
      String author = i < 200 ? "loud" : "author" + i;
      examples.add(
          example("e" + i, author, "message " + i, null, moderator("m" + i % 8, i % 3 == 0)));
    }

    TaskLine line = line();

    assertThat(line.dropped()).containsOnlyKeys("author_quota");
    assertThat(line.kept()).isEqualTo(210);
    assertThat(line.findings())
        .extracting(Finding::what, Finding::id, Finding::opinions)
        .containsExactly(tuple("author", "loud", 190L));
  }

  @Test
  void guard_oneLabellerOfMany_isAtMostItsShare() {
    for (int i = 0; i < 3000; i++) {
      String id = i < 1000 ? "busy" : "m" + i % 40;
      examples.add(example("e" + i, null, moderator(id, i % 3 == 0)));
    }

    TaskLine line = line();

    LabelerLine busy =
        line.labelers().stream().filter(one -> one.id().equals("busy")).findFirst().orElseThrow();
    assertThat(busy.came()).isEqualTo(1000);
    assertThat(busy.used() / (double) line.kept()).isBetween(0.08, 0.25);
    assertThat(line.dropped()).containsOnlyKeys("labeler_quota");
  }

  @Test
  void guard_onlyOneLabeller_keepsItsLabels() {
    for (int i = 0; i < 500; i++) {
      examples.add(example("e" + i, null, moderator("ann", i % 3 == 0)));
    }

    assertThat(line().kept()).isEqualTo(500);
  }

  @Test
  void guard_reportsOfUsers_areAtMostHalf() {
    for (int i = 0; i < 600; i++) {
      examples.add(
          i < 150
              ? example("e" + i, null, moderator("m" + i % 10, i % 2 == 0))
              : example(
                  "e" + i,
                  null,
                  vote("u" + i, LabelerKind.USER_REPORT, true),
                  vote("v" + i, LabelerKind.USER_REPORT, true),
                  vote("w" + i, LabelerKind.USER_REPORT, true)));
    }

    TaskLine line = line();

    assertThat(line.kept()).isEqualTo(300);
    assertThat(line.dropped()).containsOnly(entry("kind_quota", 300L));
  }

  @Test
  void guard_twoReports_haveNoQuorum() {
    examples.add(
        example(
            "e",
            null,
            vote("u", LabelerKind.USER_REPORT, true),
            vote("v", LabelerKind.USER_REPORT, true)));

    assertThat(line().dropped()).containsOnly(entry("no_quorum", 1L));
  }

  @Test
  void guard_labellerUnlikeTheOthersAndTheModel_isHeldBack() {
    for (int i = 0; i < 400; i++) {
      boolean spam = i % 10 == 0;
      boolean odd = i % 4 == 0;
      examples.add(
          example("e" + i, spam ? 0.8f : 0.2f, moderator(odd ? "odd" : "m" + i % 3, odd || spam)));
    }

    Guarded guarded = guard();

    assertThat(guarded.report().heldBack()).containsExactly("odd");
    assertThat(guarded.report().tasks().get(0).findings())
        .extracting(Finding::reason)
        .containsExactly("mix_shift");
    assertThat(guarded.examples()).hasSize(300);
  }

  @Test
  void guard_labellerUnlikeTheOthersButProvedRight_isBelieved() {
    for (int i = 0; i < 400; i++) {
      boolean spam = i % 10 == 0;
      boolean odd = i % 4 == 0;
      LabelVote vote = moderator(odd ? "odd" : "m" + i % 3, odd || spam);
      float model = spam ? 0.8f : 0.2f;
      examples.add(
          odd && i % 20 == 0
              ? example("e" + i, model, golden(true), vote)
              : example("e" + i, model, vote));
    }

    assertThat(guard().report().heldBack()).isEmpty();
  }

  @Test
  void guard_hourUnlikeTheOthers_isHeldBack() {
    for (int i = 0; i < 600; i++) {
      boolean wave = i >= 550;
      LabelVote vote =
          new LabelVote(
              wave || i % 10 == 0 ? "spam" : "ham",
              new Labeler("m" + i, LabelerKind.MODERATOR),
              AT.plus(Duration.ofHours(wave ? 9 : i / 100)));
      examples.add(example("e" + i, i % 10 == 0 ? 0.8f : 0.2f, vote));
    }

    TaskLine line = line();

    assertThat(line.findings())
        .extracting(Finding::what, Finding::id)
        .containsExactly(tuple("hour", "2026-03-02T17:00:00Z"));
    assertThat(line.dropped()).containsOnly(entry("no_quorum", 50L));
  }

  @Test
  void guard_payments_areResolvedToo() {
    examples.add(payment("p1", 0.1f, LabelerKind.CHARGEBACK, "fraud"));
    examples.add(payment("p2", 0.9f, LabelerKind.ANALYST, "genuine"));

    TaskLine line = line();

    assertThat(line.task()).isEqualTo("FRAUD");
    assertThat(line.labels()).containsExactly(entry("fraud", 1L), entry("genuine", 1L));
    assertThat(line.labelers().get(1).moved()).containsOnlyKeys("genuine→fraud");
    assertThat(line.labelers().get(0).moved()).containsOnlyKeys("fraud→genuine");
  }

  private static LabelledExample payment(String id, float risk, LabelerKind kind, String label) {
    LabelVote vote = new LabelVote(label, new Labeler(kind.name(), kind), AT);
    return LabelledExample.newBuilder()
        .setEventId(id)
        .setOccurredAt(AT)
        .setEvent(
            CardTransaction.newBuilder()
                .setEventId(id)
                .setOccurredAt(AT)
                .setCardId("card-" + id)
                .setTerminalId("terminal")
                .setAmount(new BigDecimal("12.5000"))
                .setCurrency("EUR")
                .build())
        .setVerdict(
            FraudVerdict.newBuilder()
                .setVerdictId("v-" + id)
                .setEventId(id)
                .setOccurredAt(AT)
                .setSource(new Source("card-transactions", 0, 0L, AT))
                .setCardId("card-" + id)
                .setRisk(risk)
                .setDecision(Decision.APPROVE)
                .setModel(new ModelRef("weir-fraud", "1.0.0", ""))
                .setPolicyVersion("default@1")
                .setScoredAt(AT)
                .build())
        .setLabels(
            List.of(
                ResolvedLabel.newBuilder()
                    .setTask(Task.FRAUD)
                    .setLabel(label)
                    .setConfidence(1)
                    .setVotes(List.of(vote))
                    .setOverruled(List.of())
                    .setResolvedAt(AT)
                    .build()))
        .build();
  }

  private Guarded guard() {
    return new LabelGuard(GuardSettings.defaults()).guard(examples);
  }

  private TaskLine line() {
    return guard().report().tasks().get(0);
  }

  private static String labelOf(Guarded guarded, String event) {
    return guarded.examples().stream()
        .filter(example -> example.getEventId().equals(event))
        .map(example -> example.getLabels().get(0).getLabel())
        .findFirst()
        .orElseThrow();
  }
}
