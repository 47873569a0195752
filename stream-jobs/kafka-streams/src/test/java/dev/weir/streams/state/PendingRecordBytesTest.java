package dev.weir.streams.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.scoring.campaign.CampaignSighting;
import dev.weir.scoring.record.RawRecord;
import dev.weir.scoring.record.RecordHeader;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingRecordBytesTest {

  private static final PendingRecord FULL =
      new PendingRecord(
          new RawRecord(
              "weir.comments",
              3,
              1L << 40,
              1_700_000_000_000L,
              new byte[] {1, 2},
              new byte[] {0, 0, 9},
              List.of(new RecordHeader("trace", new byte[] {5}), new RecordHeader("empty", null))),
          new CampaignSighting(7, 5, 2, 61_000));

  @Test
  void record_withEverything_comesBackUnchanged() {
    PendingRecord back = PendingRecordBytes.read(PendingRecordBytes.write(FULL));

    assertThat(back).usingRecursiveComparison().isEqualTo(FULL);
  }

  @Test
  void record_withNulls_comesBackWithNulls() {
    PendingRecord bare =
        new PendingRecord(
            new RawRecord("t", 0, 0, 0, null, null, List.of()), CampaignSighting.NONE);

    PendingRecord back = PendingRecordBytes.read(PendingRecordBytes.write(bare));

    assertThat(back).usingRecursiveComparison().isEqualTo(bare);
  }

  @Test
  void bytes_ofANewerVersion_areRefused() {
    byte[] bytes = PendingRecordBytes.write(FULL);
    bytes[0] = 2;

    assertThatThrownBy(() -> PendingRecordBytes.read(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected version 1; got 2");
  }

  @Test
  void bytes_cutAnywhere_areRefused() {
    byte[] bytes = PendingRecordBytes.write(FULL);

    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> PendingRecordBytes.read(cut))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
