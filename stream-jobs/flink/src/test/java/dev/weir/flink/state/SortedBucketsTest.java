package dev.weir.flink.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SortedBucketsTest {

  private static final long RETENTION = 800;

  private final List<String> left = new ArrayList<>();
  private final SortedBuckets buckets = new SortedBuckets();
  private final ExpiringMap names = new ExpiringMap(buckets, buckets, RETENTION);

  @Test
  void bucket_left_givesWhatItRemembers() throws Exception {
    at(7, 1_000);
    put(7, "a", 2_000);
    put(7, "b", 2_000);
    put(7, "a", 2_500);
    at(3, 1_000);
    assertThat(left).containsExactly("7 a until 2500", "7 b until 2000");
    assertThat(names.get(3, name("a"))).as("of another bucket").isNull();

    put(3, "c", 2_000);
    buckets.leave(this::leave);
    buckets.leave(this::leave);
    assertThat(left).hasSize(3).endsWith("3 c until 2000");
  }

  @Test
  void expired_whenItsTimeHasPassed_isForgotten() throws Exception {
    at(7, 1_000);
    put(7, "a", 2_000);
    put(7, "b", 3_000);
    at(7, 2_000 + RETENTION / 8);
    assertThat(names.get(7, name("a"))).isNull();
    assertThat(names.get(7, name("b"))).isNotNull();

    // time begins anew in each bucket
    at(8, 1_000);
    assertThat(left).containsExactly("7 b until 3000");
    put(8, "c", 1_500);
    at(8, 1_100);
    assertThat(names.get(8, name("c"))).isNotNull();
  }

  @Test
  void bucket_thatComesTwice_wasNotSorted() throws Exception {
    at(7, 1_000);
    at(8, 1_000);

    assertThatThrownBy(() -> at(7, 1_000))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("bucket 7 comes twice");
  }

  private void at(int bucket, long time) throws Exception {
    if (buckets.turnTo(bucket, time, this::leave)) {
      names.sweep(bucket, buckets.currentWatermark());
    }
  }

  private void put(int bucket, String name, long expiresAt) throws Exception {
    names.put(bucket, name(name), new byte[1], expiresAt);
  }

  private void leave(Memory memory) {
    left.add(
        memory.bucket()
            + " "
            + new String(memory.name(), UTF_8)
            + " until "
            + memory.expiresAtMillis());
  }

  private static byte[] name(String name) {
    return name.getBytes(UTF_8);
  }
}
