package dev.weir.scoring.author;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.schemas.Action;
import org.junit.jupiter.api.Test;

class AuthorMemoryTest {

  private static final long NOW = 1_700_000_000_000L;
  private static final long WEEK = AuthorMemory.STRIKE_HALF_LIFE.toMillis();

  @Test
  void standing_ofNobody_isUnknown() {
    assertThat(AuthorMemory.empty().standing(NOW)).isEqualTo(AuthorStanding.UNKNOWN);
  }

  @Test
  void after_actions_countsEach() {
    AuthorMemory memory =
        AuthorMemory.empty()
            .after(Action.ALLOW, NOW)
            .after(Action.REVIEW, NOW)
            .after(Action.REMOVE, NOW);

    assertThat(memory.standing(NOW)).isEqualTo(new AuthorStanding(1, 3, 3, 1, 1, 0));
  }

  @Test
  void standing_afterAHalfLife_hasHalfTheStrikes() {
    AuthorMemory memory = AuthorMemory.empty().after(Action.REMOVE, NOW).after(Action.REMOVE, NOW);

    assertThat(memory.standing(NOW + WEEK).strikes()).isCloseTo(1, within(1e-12));
    assertThat(memory.standing(NOW + 2 * WEEK).strikes()).isCloseTo(0.5, within(1e-12));
    assertThat(memory.standing(NOW + 60_000).rate()).isCloseTo(1, within(1e-12));
    assertThat(memory.standing(NOW + WEEK).removed()).isEqualTo(2);
    assertThat(memory.standing(NOW + WEEK).knownMillis()).isEqualTo(WEEK);
  }

  @Test
  void standing_afterAMonthOfSilence_isUnknownAndStartsAnew() {
    long later = NOW + AuthorMemory.MEMORY.toMillis();
    AuthorMemory memory = AuthorMemory.empty().after(Action.REMOVE, NOW);

    assertThat(memory.expiresAtMillis()).isEqualTo(later);
    assertThat(memory.standing(later)).isEqualTo(AuthorStanding.UNKNOWN);
    assertThat(memory.after(Action.ALLOW, later).standing(later))
        .isEqualTo(new AuthorStanding(0, 1, 1, 0, 0, 0));
  }

  @Test
  void after_lateRecord_countsWithTheLast() {
    AuthorMemory memory =
        AuthorMemory.empty().after(Action.REMOVE, NOW).after(Action.REMOVE, NOW - WEEK);

    assertThat(memory.standing(NOW).strikes()).isEqualTo(2);
    assertThat(memory.standing(NOW - WEEK).knownMillis()).isZero();
  }

  @Test
  void bytes_comeBack() {
    AuthorMemory memory =
        AuthorMemory.empty().after(Action.REMOVE, NOW).after(Action.REVIEW, NOW + 12_345);

    assertThat(memory.toBytes()).hasSize(AuthorMemory.BYTES);
    AuthorMemory copy = AuthorMemory.fromBytes(memory.toBytes());
    assertThat(copy.standing(NOW + WEEK)).isEqualTo(memory.standing(NOW + WEEK));
    assertThat(copy.toBytes()).isEqualTo(memory.toBytes());
  }

  @Test
  void fromBytes_ofAnotherVersionOrSize_isRefused() {
    byte[] newer = AuthorMemory.empty().toBytes();
    newer[0] = 2;

    assertThatThrownBy(() -> AuthorMemory.fromBytes(newer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 45 bytes of version 2");
    assertThatThrownBy(() -> AuthorMemory.fromBytes(new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
