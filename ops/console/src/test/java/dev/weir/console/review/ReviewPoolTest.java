package dev.weir.console.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.console.review.ReviewPool.Open;
import dev.weir.schemas.Action;
import dev.weir.schemas.BinaryScore;
import dev.weir.schemas.Erasure;
import dev.weir.schemas.ErasureSubject;
import dev.weir.schemas.Feedback;
import dev.weir.schemas.Labeler;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.Source;
import dev.weir.schemas.Task;
import dev.weir.schemas.TextVerdict;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReviewPoolTest {

  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

  private final ReviewPool pool = new ReviewPool();

  @Test
  void verdicts_areSortedByWhatHeldThem() {
    pool.verdict(verdict("held", "ann", Action.REVIEW, 0.99f));
    pool.verdict(verdict("unsure", "ann", Action.ALLOW, 0.45f));
    pool.verdict(verdict("sure", "ann", Action.ALLOW, 0.01f));

    assertThat(pool.held()).extracting(Open::eventId).containsExactly("held");
    assertThat(pool.unsure()).extracting(Open::eventId).containsExactly("unsure");
  }

  @Test
  void shadow_thatDisagrees_bringsAVerdictInWhicheverCameFirst() {
    pool.verdict(verdict("a", "ann", Action.ALLOW, 0.01f));
    pool.shadow(verdict("a", "ann", Action.ALLOW, 0.97f));
    pool.shadow(verdict("b", "ann", Action.ALLOW, 0.97f));
    pool.verdict(verdict("b", "ann", Action.ALLOW, 0.01f));
    pool.verdict(verdict("c", "ann", Action.ALLOW, 0.01f));
    pool.shadow(verdict("c", "ann", Action.ALLOW, 0.05f));

    assertThat(pool.unsure()).extracting(Open::eventId).containsExactly("b", "a");
    assertThat(pool.unsure().get(0).shadow()).isNotNull();
  }

  @Test
  void verdict_thatComesAgain_isTheOneAskedAbout() {
    pool.verdict(verdict("a", "ann", Action.REVIEW, 0.5f));
    pool.verdict(verdict("a", "ann", Action.ALLOW, 0.01f));

    assertThat(pool.isOpen("a")).isFalse();
  }

  @ParameterizedTest
  @EnumSource(LabelerKind.class)
  void label_thatDecides_takesItsEventOut(LabelerKind kind) {
    boolean stays = kind == LabelerKind.USER_REPORT || kind == LabelerKind.OTHER;
    pool.verdict(verdict("a", "ann", Action.REVIEW, 0.5f));
    pool.label(label("a", kind));
    assertThat(pool.isOpen("a")).isEqualTo(stays);

    pool.label(label("b", kind));
    pool.verdict(verdict("b", "ann", Action.REVIEW, 0.5f));
    assertThat(pool.isOpen("b")).isEqualTo(stays);
  }

  @Test
  void author_whoIsErased_isNotAskedAboutUpToThen() {
    pool.verdict(verdict("before", "ann", Action.REVIEW, 0.5f));
    pool.verdict(verdict("unsure", "ann", Action.ALLOW, 0.5f));
    pool.verdict(verdict("other", "bob", Action.REVIEW, 0.5f));
    pool.verdict(verdict("passing", "ann", Action.ALLOW, 0.01f));
    pool.erasure(erasure("ann", AT));
    pool.shadow(verdict("passing", "ann", Action.ALLOW, 0.97f));
    pool.verdict(verdict("late", "ann", Action.REVIEW, 0.5f));
    pool.verdict(
        TextVerdict.newBuilder(verdict("after", "ann", Action.REVIEW, 0.5f))
            .setOccurredAt(AT.plusMillis(1))
            .build());

    assertThat(pool.held()).extracting(Open::eventId).containsExactly("after", "other");
    assertThat(pool.unsure()).isEmpty();
  }

  @Test
  void verdicts_ofADay_leaveTheNewest() {
    for (int i = 0; i < 3 * ReviewPool.MOST_OF_A_KIND; i++) {
      pool.verdict(verdict("held-" + i, "ann", Action.REVIEW, 0.5f));
      pool.verdict(verdict("unsure-" + i, "ann", Action.ALLOW, 0.5f));
    }

    assertThat(pool.held()).hasSize(ReviewPool.MOST_OF_A_KIND);
    assertThat(pool.unsure()).hasSize(ReviewPool.MOST_OF_A_KIND);
    assertThat(pool.held().get(0).eventId()).isEqualTo("held-2999");
  }

  private static TextVerdict verdict(String id, String author, Action action, float spam) {
    return TextVerdict.newBuilder()
        .setVerdictId("v-" + id)
        .setEventId(id)
        .setOccurredAt(AT)
        .setSource(new Source("weir.comments", 0, 0L, AT))
        .setAuthorId(author)
        .setSpam(new BinaryScore(spam < 0.5 ? "ham" : "spam", spam))
        .setAction(action)
        .setModel(new ModelRef("weir-text", "1.0.0", "digest"))
        .setPolicyVersion("default@1")
        .setScoredAt(AT)
        .build();
  }

  private static Feedback label(String id, LabelerKind kind) {
    return Feedback.newBuilder()
        .setEventId(id)
        .setOccurredAt(AT)
        .setTask(Task.SPAM)
        .setLabel("spam")
        .setLabeler(Labeler.newBuilder().setId("mo").setKind(kind).build())
        .setLabelledAt(AT)
        .build();
  }

  private static Erasure erasure(String author, Instant until) {
    return Erasure.newBuilder()
        .setEventId("e")
        .setOccurredAt(until)
        .setSubjectKind(ErasureSubject.AUTHOR)
        .setSubjectId(author)
        .setRequestedBy("desk")
        .build();
  }
}
