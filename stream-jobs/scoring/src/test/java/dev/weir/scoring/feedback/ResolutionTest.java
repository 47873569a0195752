package dev.weir.scoring.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.schemas.LabelVote;
import dev.weir.schemas.Labeler;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.ResolvedLabel;
import dev.weir.schemas.Task;
import dev.weir.scoring.event.InvalidEventException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResolutionTest {

  private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_000L);

  @Test
  void of_noVotes_hasNoQuorum() {
    assertThat(resolve()).isNull();
  }

  @Test
  void of_reportsOfUsers_needThree() {
    LabelVote first = vote("spam", LabelerKind.USER_REPORT, "ann", 1);
    LabelVote second = vote("spam", LabelerKind.USER_REPORT, "ben", 2);
    LabelVote third = vote("spam", LabelerKind.USER_REPORT, "cem", 3);

    assertThat(resolve(first, second)).isNull();
    assertThat(resolved(first, second, third).getLabel()).isEqualTo("spam");
  }

  @Test
  void of_oneUserThreeTimes_isOneVoice() {
    assertThat(
            resolve(
                vote("spam", LabelerKind.USER_REPORT, "ann", 1),
                vote("spam", LabelerKind.USER_REPORT, "ann", 2),
                vote("spam", LabelerKind.USER_REPORT, "ann", 3)))
        .isNull();
  }

  @Test
  void of_moderatorAgainstReports_holdsUntilSevenAreAgainst() {
    List<LabelVote> votes = new ArrayList<>();
    votes.add(vote("ham", LabelerKind.MODERATOR, "mod", 9));
    for (int i = 0; i < 6; i++) {
      votes.add(vote("spam", LabelerKind.USER_REPORT, "user" + i, 10 + i));
    }
    assertThat(resolved(votes).getLabel()).isEqualTo("ham");
    votes.add(vote("spam", LabelerKind.USER_REPORT, "user6", 16));

    ResolvedLabel label = resolved(votes);

    assertThat(label.getLabel()).isEqualTo("spam");
    assertThat(label.getVotes()).hasSize(7);
    assertThat(label.getOverruled()).containsExactly(votes.get(0));
    double users = 7 * Math.log(0.6 / 0.4);
    assertThat(label.getConfidence())
        .isEqualTo((float) (users / (users + Math.log(0.93 / 0.07))), Offset.offset(1e-6f));
  }

  @Test
  void of_goldenItem_holdsAgainstAllOthers() {
    List<LabelVote> votes = new ArrayList<>();
    votes.add(vote("ham", LabelerKind.GOLDEN, "set", 1));
    for (int i = 0; i < 20; i++) {
      votes.add(vote("spam", LabelerKind.MODERATOR, "mod" + i, 2 + i));
    }

    ResolvedLabel label = resolved(votes);

    assertThat(label.getLabel()).isEqualTo("ham");
    assertThat(label.getConfidence()).isLessThan(0.2f);
    assertThat(label.getOverruled()).hasSize(20);
  }

  @Test
  void of_twoModerators_theLaterOneHolds() {
    LabelVote early = vote("spam", LabelerKind.MODERATOR, "mia", 1);
    LabelVote late = vote("ham", LabelerKind.MODERATOR, "noa", 2);

    assertThat(resolved(early, late).getLabel()).isEqualTo("ham");
    assertThat(resolved(early, late).getConfidence()).isEqualTo(0.5f);
  }

  @Test
  void of_sameTimeAndWeight_isTheTasksFirstAnswer() {
    assertThat(
            resolved(
                    vote("spam", LabelerKind.MODERATOR, "mia", 1),
                    vote("ham", LabelerKind.MODERATOR, "noa", 1))
                .getLabel())
        .isEqualTo("ham");
  }

  @Test
  void of_changedMind_holdsAndKeepsTheFirstOpinionVisible() {
    LabelVote first = vote("spam", LabelerKind.MODERATOR, "mia", 1);
    LabelVote second = vote("ham", LabelerKind.MODERATOR, "mia", 2);

    ResolvedLabel label = resolved(second, first);

    assertThat(label.getLabel()).isEqualTo("ham");
    assertThat(label.getConfidence()).isEqualTo(1f);
    assertThat(label.getVotes()).containsExactly(second);
    assertThat(label.getOverruled()).containsExactly(first);
  }

  @Test
  void of_coin_weighsNothing() {
    LabelVote vote = vote("spam", LabelerKind.MODERATOR, "mia", 1);

    assertThat(Resolution.of(Task.SPAM, List.of(vote), labeler -> 0.5, NOW)).isNull();
    LabelVote known = vote("spam", LabelerKind.GOLDEN, "set", 1);
    assertThat(Resolution.of(Task.SPAM, List.of(known), labeler -> 0.5, NOW)).isNotNull();
  }

  @Test
  void of_trustOutOfRange_namesTheLabeller() {
    LabelVote vote = vote("spam", LabelerKind.MODERATOR, "mia", 1);

    assertThatThrownBy(() -> Resolution.of(Task.SPAM, List.of(vote), labeler -> 0.3, NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'mia'")
        .hasMessageContaining("0.3");
  }

  @Test
  void of_answerOfAnotherTask_isRefused() {
    assertThatThrownBy(() -> resolve(vote("fraud", LabelerKind.ANALYST, "ann", 1)))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("'ham', 'spam'");
  }

  @Property
  void of_anyOrder_isTheSame(@ForAll("votes") List<LabelVote> votes, @ForAll long seed) {
    List<LabelVote> shuffled = new ArrayList<>(votes);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(sentiment(shuffled)).isEqualTo(sentiment(votes));
  }

  @Property
  void of_everyVoice_isVisibleOnce(@ForAll("votes") List<LabelVote> votes) {
    @Nullable ResolvedLabel label = sentiment(votes);
    if (label != null) {
      List<LabelVote> visible = new ArrayList<>(label.getVotes());
      visible.addAll(label.getOverruled());
      assertThat(visible).doesNotHaveDuplicates().isSubsetOf(votes);
      assertThat(visible.stream().map(LabelVote::getLabeler).distinct())
          .containsExactlyInAnyOrderElementsOf(
              votes.stream().map(LabelVote::getLabeler).distinct().toList());
      assertThat(label.getVotes()).extracting(LabelVote::getLabeler).doesNotHaveDuplicates();
      assertThat(label.getVotes()).allMatch(vote -> vote.getLabel().equals(label.getLabel()));
      assertThat(label.getOverruled()).noneMatch(vote -> vote.getLabel().equals(label.getLabel()));
      assertThat(label.getConfidence()).isGreaterThan(0).isLessThanOrEqualTo(1);
    }
  }

  @Property
  void of_whatItResolved_resolvesToTheSame(@ForAll("votes") List<LabelVote> votes) {
    @Nullable ResolvedLabel label = sentiment(votes);
    if (label != null) {
      List<LabelVote> visible = new ArrayList<>(label.getOverruled());
      visible.addAll(label.getVotes());
      assertThat(sentiment(visible)).isEqualTo(label);
    }
  }

  @Property
  void of_oneMoreVoiceForTheLabel_doesNotTurnIt(@ForAll("votes") List<LabelVote> votes) {
    @Nullable ResolvedLabel label = sentiment(votes);
    if (label != null) {
      List<LabelVote> more = new ArrayList<>(votes);
      more.add(vote(label.getLabel(), LabelerKind.MODERATOR, "nobody else", 0));
      assertThat(Objects.requireNonNull(sentiment(more)).getLabel()).isEqualTo(label.getLabel());
    }
  }

  @Provide
  Arbitrary<List<LabelVote>> votes() {
    return Combinators.combine(
            Arbitraries.of("negative", "neutral", "positive"),
            Arbitraries.of(LabelerKind.class),
            Arbitraries.of("ann", "ben", "cem", "dot"),
            Arbitraries.longs().between(1, 4))
        .as(ResolutionTest::vote)
        .list()
        .ofMaxSize(12);
  }

  private static @Nullable ResolvedLabel sentiment(List<LabelVote> votes) {
    return Resolution.of(Task.SENTIMENT, votes, Trust.byKind(), NOW);
  }

  private static @Nullable ResolvedLabel resolve(LabelVote... votes) {
    return Resolution.of(Task.SPAM, List.of(votes), Trust.byKind(), NOW);
  }

  private static ResolvedLabel resolved(LabelVote... votes) {
    return resolved(List.of(votes));
  }

  private static ResolvedLabel resolved(List<LabelVote> votes) {
    ResolvedLabel label = Resolution.of(Task.SPAM, votes, Trust.byKind(), NOW);
    return Objects.requireNonNull(label, "no quorum");
  }

  private static LabelVote vote(String label, LabelerKind kind, String id, long minute) {
    return new LabelVote(label, new Labeler(id, kind), NOW.minusSeconds(60 * (100 - minute)));
  }
}
