package dev.weir.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.schemas.Action;
import dev.weir.scoring.author.AuthorMemory;
import dev.weir.scoring.author.AuthorStanding;
import dev.weir.scoring.campaign.CampaignMemory;
import dev.weir.scoring.campaign.CampaignSighting;
import dev.weir.scoring.dedup.FirstSeen;
import dev.weir.scoring.record.RawRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a binding has to keep for a million authors, value by value as bytes. */
class MillionAuthorsTest {

  private static final int AUTHORS = 1_000_000;
  private static final long START = 1_700_000_000_000L;

  @Test
  void authors_aMillionWithThreeTextsEach_are45BytesEach() {
    byte[][] state = new byte[AUTHORS][];
    long bytes = 0;
    for (int round = 0; round < 3; round++) {
      for (int author = 0; author < AUTHORS; author++) {
        long at = START + round * 3_600_000L + author;
        AuthorMemory memory =
            state[author] == null ? AuthorMemory.empty() : AuthorMemory.fromBytes(state[author]);
        state[author] = memory.after(actionOf(author, round), at).toBytes();
      }
    }
    for (byte[] one : state) {
      bytes += one.length;
    }

    assertThat(bytes).isEqualTo(45L * AUTHORS);
    AuthorStanding villain = AuthorMemory.fromBytes(state[10]).standing(START + 3 * 3_600_000L);
    assertThat(villain.removed()).isEqualTo(3);
    assertThat(villain.strikes()).isCloseTo(3, within(0.05));
    assertThat(AuthorMemory.fromBytes(state[11]).standing(START + 3 * 3_600_000L).strikes())
        .isZero();
  }

  private static Action actionOf(int author, int round) {
    if (author % 10 == 0) {
      return Action.REMOVE;
    }
    return round == 1 && author % 7 == 0 ? Action.REVIEW : Action.ALLOW;
  }

  @Test
  void campaign_oneRaidOfAMillionAuthors_staysWithinItsBytes() {
    CampaignMemory memory = CampaignMemory.empty();
    CampaignSighting last = CampaignSighting.NONE;
    int largest = 0;
    for (int author = 0; author < AUTHORS; author++) {
      // half a million a minute: two minutes of the window
      last =
          memory.observe(
              author % 3, "author-" + author, "room-" + author % 5_000, START + author / 8);
      if (author % 10_000 == 0) {
        largest = Math.max(largest, memory.toBytes().length);
      }
    }

    assertThat(last.messages()).isEqualTo(AUTHORS);
    assertThat((double) last.authors()).isCloseTo(AUTHORS, within(0.4 * AUTHORS));
    assertThat(largest).isLessThanOrEqualTo(CampaignMemory.MOST_BYTES);
  }

  @Test
  void campaign_aMillionTextsOfTheirOwn_are82BytesEachForTenMinutes() {
    long bytes = 0;
    for (int text = 0; text < AUTHORS; text++) {
      CampaignMemory memory = CampaignMemory.empty();
      memory.observe(text, "author-" + text, "room", START + text);
      bytes += memory.toBytes().length;
      assertThat(memory.expiresAtMillis())
          .isBetween(START + text + 540_000, START + text + 600_000);
    }

    assertThat(bytes).isEqualTo(82L * AUTHORS);
  }

  @Test
  void sightings_aMillionEvents_are17BytesEachAndDiffer() {
    long bytes = 0;
    java.util.Set<Long> positions = new java.util.HashSet<>(2 * AUTHORS);
    for (int event = 0; event < AUTHORS; event++) {
      FirstSeen first =
          FirstSeen.of(
              new RawRecord("weir.comments", event % 64, event / 64, START, null, null, List.of()));
      positions.add(first.position());
      bytes += first.toBytes().length;
    }

    assertThat(bytes).isEqualTo(17L * AUTHORS);
    assertThat(positions).hasSize(AUTHORS);
  }
}
