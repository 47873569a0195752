package dev.weir.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class LengthBatchesTest {
  @Property(tries = 300)
  void everyRecord_isInExactlyOneRunWithinTheLimits(
      @ForAll @NotEmpty @IntRange(min = 1, max = 600) int[] lengths,
      @ForAll @IntRange(min = 1, max = 40) int maxRows,
      @ForAll @IntRange(min = 8, max = 4096) int maxTokens,
      @ForAll @IntRange(min = 0, max = 500) int runCost,
      @ForAll @IntRange(min = 0, max = 4) int log2) {
    int multiple = 1 << log2;
    long[] sorted = sorted(lengths);
    LengthBatches batches = new LengthBatches(maxRows, maxTokens, runCost, multiple);
    int from = 0;
    while (from < sorted.length) {
      int end = batches.end(sorted, from, sorted.length);
      assertThat(end).isGreaterThan(from).isLessThanOrEqualTo(sorted.length);
      assertThat(end - from).isLessThanOrEqualTo(maxRows);
      int width = batches.pad((int) (sorted[end - 1] >>> 32));
      assertThat(end - from == 1 || (end - from) * width <= maxTokens).isTrue();
      from = end;
    }
  }

  @Test
  void run_ofDearPadding_endsBeforeTheLongRecord() {
    long[] sorted = sorted(8, 8, 8, 8, 200);
    assertThat(new LengthBatches(32, 4096, 32, 8).end(sorted, 0, 5)).isEqualTo(4);
  }

  @Test
  void run_ofCheapPadding_takesTheLongerRecordIn() {
    long[] sorted = sorted(8, 8, 16);
    assertThat(new LengthBatches(32, 4096, 32, 8).end(sorted, 0, 3)).isEqualTo(3);
  }

  private static long[] sorted(int... lengths) {
    long[] sorted = new long[lengths.length];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = (long) lengths[i] << 32 | i;
    }
    Arrays.sort(sorted);
    return sorted;
  }
}
