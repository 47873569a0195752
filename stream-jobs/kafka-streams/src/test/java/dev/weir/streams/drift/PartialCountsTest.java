package dev.weir.streams.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.schemas.DriftSubject;
import dev.weir.schemas.ModelRef;
import dev.weir.scoring.drift.Observation;
import dev.weir.scoring.drift.SliceCounts;
import org.junit.jupiter.api.Test;

class PartialCountsTest {

  @Test
  void counts_ofTwoPartitions_areAddedAndThoseThatComeAgainReplace() {
    PartialCounts counts = new PartialCounts();
    counts.put(PartialCounts.write(0, scores(3)));
    counts.put(PartialCounts.write(1, scores(5)));
    counts.put(PartialCounts.write(0, scores(4)));

    assertThat(counts.sum().records()).isEqualTo(9);
  }

  @Test
  void bytes_ofCounts_areReadWithTheirFlag() {
    PartialCounts counts = new PartialCounts();
    counts.put(PartialCounts.write(2, scores(3)));
    counts.setGathered();

    PartialCounts read = PartialCounts.fromBytes(counts.toBytes());

    assertThat(read.isGathered()).isTrue();
    assertThat(read.sum()).isEqualTo(counts.sum());
  }

  @Test
  void bytes_ofAnotherVersion_areRefused() {
    assertThatThrownBy(() -> PartialCounts.fromBytes(new byte[] {7, 0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("version 1, got 7");
  }

  @Test
  void key_asText_isReadEqualAndHasNoBarsOfItsModel() {
    WindowKey key =
        new WindowKey(
            WindowKey.modelOf(new ModelRef("a|b", "1", "f0")),
            DriftSubject.TEXT_INPUT,
            "language:en",
            1_000);

    assertThat(WindowKey.of(key.text())).isEqualTo(key);
    assertThat(key.window(500).model().getName()).isEqualTo("a_b");
    assertThatThrownBy(() -> WindowKey.of("a|b")).hasMessageContaining("6 parts");
  }

  private static SliceCounts scores(int count) {
    SliceCounts counts = new SliceCounts();
    for (int i = 0; i < count; i++) {
      Observation.ofBinary(0.3).countIn(counts);
    }
    return counts;
  }
}
