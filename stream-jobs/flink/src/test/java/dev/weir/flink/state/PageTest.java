package dev.weir.flink.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PageTest {

  @Test
  void find_namesOfEqualHash_areKeptApart() {
    byte[] first = "Aa".getBytes(UTF_8);
    byte[] second = "BB".getBytes(UTF_8);

    Page page = Page.EMPTY.with(first, new byte[] {1}, 10).with(second, new byte[] {2}, 10);

    assertThat(Arrays.hashCode(first)).isEqualTo(Arrays.hashCode(second));
    assertThat(page.find(first)).containsExactly(1);
    assertThat(page.find(second)).containsExactly(2);
    assertThat(page.find("A".getBytes(UTF_8))).isNull();
  }

  @Test
  void find_aNameThatBeginsAnother_isNotThatOne() {
    Page page = Page.EMPTY.with("author-1".getBytes(UTF_8), new byte[] {7}, 10);

    assertThat(page.find("author-".getBytes(UTF_8))).isNull();
    assertThat(page.find("author-12".getBytes(UTF_8))).isNull();
  }

  @Test
  void with_aKnownName_replacesItsMemoryAndExpiry() {
    byte[] name = "a".getBytes(UTF_8);

    Page page = Page.EMPTY.with(name, new byte[] {1, 2, 3}, 10).with(name, new byte[0], 20);

    assertThat(page.find(name)).isEmpty();
    assertThat(page.earliestExpiry()).isEqualTo(20);
    assertThat(page.livingAt(19)).isSameAs(page);
    assertThat(page.livingAt(20).isEmpty()).isTrue();
  }

  @Test
  void with_anyPage_leavesTheOneBefore() {
    byte[] name = "a".getBytes(UTF_8);
    Page before = Page.EMPTY.with(name, new byte[] {1}, 10);

    Page after = before.with(name, new byte[] {2}, 20);

    assertThat(before.find(name)).containsExactly(1);
    assertThat(after.find(name)).containsExactly(2);
  }

  @Test
  void anySequence_ofMemoriesAndTime_isThatOfAMap() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      Page page = Page.EMPTY;
      Map<String, Long> expected = new HashMap<>();
      for (int step = 0; step < 300; step++) {
        String name = "name-" + random.nextInt(40);
        long expiry = (long) step + random.nextInt(60);
        page = page.with(name.getBytes(UTF_8), name.repeat(step % 3).getBytes(UTF_8), expiry);
        expected.put(name, expiry);
        if (step % 10 == 0) {
          long now = step;
          page = page.livingAt(now);
          expected.values().removeIf(at -> at <= now);
        }
        assertThat(page.find(name.getBytes(UTF_8)) != null).isEqualTo(expected.containsKey(name));
        assertThat(page.earliestExpiry())
            .isEqualTo(expected.values().stream().mapToLong(at -> at).min().orElse(Long.MAX_VALUE));
      }
    }
  }
}
