package dev.weir.scoring.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AmountLogTest {
  private static final int CAPACITY = 192;
  private static final long HORIZON = 31 * Windows.DAY;

  private static long count(AmountLog log, long from) {
    long count = 0;
    for (int i = 0; i < log.size(); i++) {
      count += log.time(i) > from ? log.count(i) : 0;
    }
    return count;
  }

  @Test
  void log_upToItsCapacity_keepsEveryPayment() {
    AmountLog log = new AmountLog(4, HORIZON);
    for (int i = 0; i < 4; i++) {
      log.add(1000L * i, i, i, Float.NaN);
    }

    assertThat(log.size()).isEqualTo(4);
    assertThat(log.time(2)).isEqualTo(2000);
    assertThat(log.sum(2)).isEqualTo(2);
    assertThat(log.party(2)).isEqualTo(2);
  }

  @Test
  void log_beyondItsCapacity_mergesTheClosestForTheirAge() {
    AmountLog log = new AmountLog(4, HORIZON);
    log.add(0, 1, 7, 1);
    log.add(1_000, 2, 8, 1);
    log.add(100_000, 4, 9, 1);
    log.add(200_000, 8, 10, 1);
    log.add(201_000, 16, 11, 1);

    assertThat(log.size()).isEqualTo(4);
    assertThat(log.time(0)).isEqualTo(1_000);
    assertThat(log.count(0)).isEqualTo(2);
    assertThat(log.sum(0)).isEqualTo(3);
    assertThat(log.party(0)).isEqualTo(8);
    assertThat(log.ratio(0)).isNaN();
  }

  @Test
  void log_olderThanTheHorizon_forgets() {
    AmountLog log = new AmountLog(4, 1_000);
    log.add(0, 1, 1, 1);
    log.add(1, 1, 1, 1);
    log.add(1_000, 1, 1, 1);

    assertThat(log.size()).isEqualTo(2);
    assertThat(log.time(0)).isEqualTo(1);
  }

  @Test
  void log_latePayment_standsInItsPlace() {
    AmountLog log = new AmountLog(4, HORIZON);
    log.add(10, 1, 1, 1);
    log.add(30, 3, 1, 1);

    assertThat(log.add(20, 2, 1, 1)).isEqualTo(1);
    assertThat(log.add(20, 9, 1, 1)).isEqualTo(2); // behind its equal
    assertThat(log.time(3)).isEqualTo(30);
    assertThat(log.lastUpTo(25)).isEqualTo(2);
    assertThat(log.lastUpTo(5)).isEqualTo(-1);
  }

  @Test
  void log_afterItsBytes_isTheSame_howeverWide() throws IOException {
    long day = Windows.DAY;
    AmountLog plain = new AmountLog(4, HORIZON);
    plain.add(30 * day, -5, 1, 1);
    plain.add(40 * day, 7, 2, Float.NaN);
    AmountLog merged = new AmountLog(2, HORIZON);
    merged.add(1, Integer.MAX_VALUE, 1, 1);
    merged.add(2, Integer.MAX_VALUE, 2, 1);
    merged.add(3, -8, 3, 1);
    AmountLog longAgo = new AmountLog(4, HORIZON);
    longAgo.add(400 * day, 1, 1, 1);
    longAgo.add(-400 * day, 2, 2, 1);

    assertThat(bytes(plain)).hasSize(1 + 1 + 5 + 2 * 16);
    for (AmountLog log : List.of(plain, merged, longAgo)) {
      AmountLog again = new AmountLog(4, HORIZON);
      again.read(new HistoryIn(bytes(log)));
      assertThat(entries(again)).isEqualTo(entries(log)).hasSize(2);
    }
  }

  private static byte[] bytes(AmountLog log) {
    HistoryOut out = new HistoryOut(0);
    log.write(out);
    return out.toBytes();
  }

  private static List<List<Object>> entries(AmountLog log) {
    List<List<Object>> entries = new ArrayList<>();
    for (int i = 0; i < log.size(); i++) {
      entries.add(
          List.of(log.time(i), log.sum(i), log.count(i), log.party(i), (Object) log.ratio(i)));
    }
    return entries;
  }

  @Property(tries = 100)
  void windows_ofABusyKey_areOffByOneEntryAtTheirEdge(
      @ForAll long seed, @ForAll @IntRange(min = 200, max = 5_000) int payments) {
    Random random = new Random(seed);
    AmountLog log = new AmountLog(CAPACITY, HORIZON);
    List<Long> times = new ArrayList<>();
    long time = 1_700_000_000_000L;
    for (int i = 0; i < payments; i++) {
      time += (long) (-Math.log(1 - random.nextDouble()) * 30 * Windows.DAY / payments);
      times.add(time);
      log.add(time, 1, i, Float.NaN);
    }

    assertThat(log.size()).isLessThanOrEqualTo(CAPACITY);
    for (long window : new long[] {Windows.HOUR, Windows.DAY, Windows.DAYS_7, Windows.DAYS_30}) {
      long from = time - window;
      long truth = times.stream().filter(each -> each > from).count();
      // entries are at most 15 % of their age apart, so what they say lies between these
      long within = times.stream().filter(each -> each > from - window * 15 / 100).count();
      assertThat(count(log, from)).isBetween(truth, within);
    }
  }
}
