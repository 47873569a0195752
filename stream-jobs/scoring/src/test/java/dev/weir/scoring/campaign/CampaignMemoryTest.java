package dev.weir.scoring.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CampaignMemoryTest {

  private static final long MINUTE = 60_000;
  private static final long START = 1_000_000 * MINUTE;

  private final CampaignMemory memory = CampaignMemory.empty();

  @Test
  void observe_firstMessage_isOneOfOne() {
    assertThat(memory.observe(1, "a", "room", START)).isEqualTo(new CampaignSighting(1, 1, 1, 0));
  }

  @Test
  void observe_strangersUnderTheSameKey_doNotPushOutARaid() {
    for (int i = 0; i < 10; i++) {
      memory.observe(0, "author-" + i, "room", START + i);
    }
    for (long stranger :
        new long[] {-1, 0xFFFFFFFFL, 0xFFFFFFFF00000000L, 0xFFFF0000FFFFL, 0xFF00FF00FF00FF00L}) {
      memory.observe(stranger, "stranger", "elsewhere", START + 20);
    }
    assertThat(memory.observe(0, "author-10", "room", START + 30))
        .isEqualTo(new CampaignSighting(11, 11, 1, 30));
  }

  @Test
  void observe_sameAuthorAgain_countsMessagesOnly() {
    memory.observe(1, "a", "room", START);

    assertThat(memory.observe(1, "a", "room", START + 5_000))
        .isEqualTo(new CampaignSighting(2, 1, 1, 5_000));
  }

  @Test
  void observe_raidOfManyAuthorsAndRooms_isCountedWithItsSpan() {
    CampaignSighting last = CampaignSighting.NONE;
    for (int i = 0; i < 50; i++) {
      last = memory.observe(1, "author-" + i, "room-" + i % 3, START + 1_000L * i);
    }
    assertThat(last).isEqualTo(new CampaignSighting(50, 50, 3, 49_000));
  }

  @Test
  void observe_thousandsOfAuthors_areEstimatedInBoundedState() {
    CampaignSighting last = CampaignSighting.NONE;
    for (int i = 0; i < 20_000; i++) {
      last = memory.observe(1, "author-" + i, "room-" + i % 200, START + i);
    }
    assertThat(last.messages()).isEqualTo(20_000);
    assertThat((double) last.authors()).isCloseTo(20_000, within(8_000.0));
    assertThat((double) last.places()).isCloseTo(200, within(140.0));
    assertThat(memory.toBytes()).hasSizeLessThanOrEqualTo(CampaignMemory.MOST_BYTES);
  }

  @Test
  void observe_afterTheWindow_startsAnew() {
    memory.observe(1, "a", "room", START);

    assertThat(memory.observe(1, "b", "room", START + CampaignMemory.WINDOW_MINUTES * MINUTE))
        .isEqualTo(new CampaignSighting(1, 1, 1, 0));
  }

  @Test
  void observe_slidingOn_forgetsTheOldestMinutes() {
    for (int minute = 0; minute < 30; minute++) {
      memory.observe(1, "author-" + minute, "room", START + minute * MINUTE);
    }
    CampaignSighting last = memory.observe(1, "author-30", "room", START + 30 * MINUTE);

    assertThat(last).isEqualTo(new CampaignSighting(10, 10, 1, 9 * MINUTE));
  }

  @Test
  void observe_farTextUnderTheSameKey_isAnotherCampaign() {
    memory.observe(0, "a", "room", START);

    assertThat(memory.observe(-1L, "b", "room", START).authors()).isEqualTo(1);
    assertThat(memory.observe(0b111, "c", "room", START).authors()).isEqualTo(2);
  }

  @Test
  void observe_moreCampaignsThanAreKept_dropsTheLeastRecent() {
    long[] far = {0x0L, 0xFFFFFFFFL, 0xFFFFFFFF00000000L, -1L, 0x5555555555555555L};
    for (int i = 0; i < far.length; i++) {
      memory.observe(far[i], "a", "room", START + i * MINUTE);
    }
    assertThat(memory.observe(far[4], "b", "room", START + 5 * MINUTE).messages()).isEqualTo(2);
    assertThat(memory.observe(far[0], "b", "room", START + 5 * MINUTE).messages()).isEqualTo(1);
  }

  @Test
  void observe_lateRecord_countsWithoutMovingTime() {
    memory.observe(1, "a", "room", START + 20 * MINUTE);
    CampaignSighting late = memory.observe(1, "b", "room", START);

    assertThat(late.messages()).isEqualTo(2);
    assertThat(late.spanMillis()).isZero();
    assertThat(memory.expiresAtMillis()).isEqualTo(START + 30 * MINUTE);
  }

  @Test
  void observe_timestampsBeyondReason_areHeld() {
    assertThat(memory.observe(1, "a", "room", Long.MAX_VALUE).messages()).isEqualTo(1);
    assertThat(memory.observe(1, "b", "room", -1).messages()).isEqualTo(2);
    assertThat(CampaignMemory.fromBytes(memory.toBytes()).toBytes()).isEqualTo(memory.toBytes());
  }

  @Test
  void bytes_ofRandomHistories_continueAsTheOriginal() {
    Random random = new Random(11);
    CampaignMemory copied = CampaignMemory.empty();
    long at = START;
    for (int i = 0; i < 5_000; i++) {
      at += random.nextInt(3_000);
      long simHash = random.nextInt(3) == 0 ? -1L : random.nextInt(8);
      String author = "author-" + random.nextInt(300);
      CampaignSighting expected = memory.observe(simHash, author, "room", at);
      copied = CampaignMemory.fromBytes(copied.toBytes());
      assertThat(copied.observe(simHash, author, "room", at)).isEqualTo(expected);
    }
  }

  @Test
  void bytes_ofOneMessage_areFew() {
    memory.observe(1, "a", "room", START);

    assertThat(memory.toBytes()).hasSize(82);
  }

  @Test
  void fromBytes_damaged_isRefused() {
    memory.observe(1, "a", "room", START);
    byte[] good = memory.toBytes();
    byte[] newer = good.clone();
    newer[0] = 2;

    assertThatThrownBy(() -> CampaignMemory.fromBytes(newer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got version 2");
    for (int size = 0; size < good.length; size++) {
      byte[] cut = Arrays.copyOf(good, size);
      assertThatThrownBy(() -> CampaignMemory.fromBytes(cut))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
