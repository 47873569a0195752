package dev.weir.scoring.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** Refunds, card checks and very large amounts leave rows that a model can read. */
class OddAmountsTest {

  private static final long LARGEST = 100_000_000_000_000L;

  @Property(tries = 500)
  void next_anyAmounts_areFiniteOrMissingWhereTheyMayBe(
      @ForAll @Size(min = 1, max = 300) @LongRange(min = -LARGEST, max = LARGEST) long[] amounts) {
    FraudReplay replay = new FraudReplay(FraudSettings.defaults());
    for (int i = 0; i < amounts.length; i++) {
      float[] row =
          replay.next(
              new Payment(
                  1_700_000_000_000L + i * 7_000L,
                  amounts[i],
                  "card-" + i % 2,
                  "terminal-" + i % 3,
                  "merchant",
                  "device",
                  true,
                  false,
                  10,
                  i % 90));
      for (FraudFeature feature : FraudFeature.values()) {
        float value = row[feature.index()];
        assertThat(Float.isInfinite(value)).as(feature.column()).isFalse();
        assertThat(Float.isNaN(value) && feature.nothing() == FraudFeature.Nothing.NEVER)
            .as(feature.column())
            .isFalse();
      }
    }
  }
}
