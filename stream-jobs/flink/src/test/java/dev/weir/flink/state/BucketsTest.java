package dev.weir.flink.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class BucketsTest {

  private static final int NAMES = 100 * Buckets.COUNT;

  @Test
  void of_namesThatDifferInANumber_fillAllBucketsEvenly() {
    assertEven(i -> Buckets.of("event-" + i));
  }

  @Test
  void of_smallNumbersAndNumbersOfHighBits_fillAllBucketsEvenly() {
    assertEven(i -> Buckets.of((long) i));
    assertEven(i -> Buckets.of((long) i << 40));
  }

  /** Savepoints hold the numbers of buckets. */
  @Test
  void of_knownNames_staysAsItIs() {
    assertThat(Buckets.of("event-1")).isEqualTo(272);
    assertThat(Buckets.of(1L << 50)).isEqualTo(672);
  }

  private static void assertEven(IntUnaryOperator bucketOf) {
    int[] counts = new int[Buckets.COUNT];
    for (int i = 0; i < NAMES; i++) {
      counts[bucketOf.applyAsInt(i)]++;
    }
    Arrays.sort(counts);
    assertThat(counts[0]).isPositive();
    assertThat(counts[Buckets.COUNT - 1]).isLessThan(300);
  }
}
