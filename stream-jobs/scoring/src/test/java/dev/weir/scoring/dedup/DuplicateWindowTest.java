package dev.weir.scoring.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.scoring.record.RawRecord;
import dev.weir.scoring.record.RecordHeader;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DuplicateWindowTest {

  private final DuplicateWindow window = new DuplicateWindow(Duration.ofMillis(100));
  private final FirstSeen first = FirstSeen.of(record(7, 1_000));

  @Test
  void isRepeat_nothingRemembered_isNot() {
    assertThat(window.isRepeat(null, record(7, 1_000))).isFalse();
  }

  @Test
  void isRepeat_sameMillisecondAtAnotherOffset_is() {
    assertThat(window.isRepeat(first, record(8, 1_000))).isTrue();
  }

  @Test
  void isRepeat_theVeryRecordReadAgain_isNot() {
    assertThat(window.isRepeat(first, record(7, 1_000))).isFalse();
  }

  @Test
  void isRepeat_lastMillisecondOfTheWindow_isAndTheNextIsNot() {
    assertThat(window.isRepeat(first, record(8, 1_099))).isTrue();
    assertThat(window.isRepeat(first, record(8, 1_100))).isFalse();
  }

  @Test
  void isRepeat_olderRecordOfAnotherPartition_is() {
    assertThat(window.isRepeat(first, record(8, 950))).isTrue();
  }

  @Test
  void isRepeat_replayedOnPurpose_isNot() {
    RawRecord replayed =
        new RawRecord(
            "t",
            0,
            8,
            1_001,
            null,
            null,
            List.of(RecordHeader.ofText(DuplicateWindow.REPLAYED_FROM, "dead-letters-0@3")));

    assertThat(window.isRepeat(first, replayed)).isFalse();
  }

  @Test
  void isRepeat_windowOfZero_neverIs() {
    assertThat(new DuplicateWindow(Duration.ZERO).isRepeat(first, record(8, 1_000))).isFalse();
  }

  @Test
  void firstSeen_bytes_comeBack() {
    assertThat(first.toBytes()).hasSize(FirstSeen.BYTES);
    assertThat(FirstSeen.fromBytes(first.toBytes())).isEqualTo(first);
  }

  @Test
  void firstSeen_bytesOfAnotherVersion_areRefused() {
    byte[] newer = first.toBytes();
    newer[0] = 9;

    assertThatThrownBy(() -> FirstSeen.fromBytes(newer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 17 bytes of version 9");
    assertThatThrownBy(() -> FirstSeen.fromBytes(new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static RawRecord record(long offset, long timestamp) {
    return new RawRecord("t", 0, offset, timestamp, null, null, List.of());
  }
}
