package dev.weir.scoring.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HistoriesTest {
  private static final long START = 1_700_000_000_000L;
  private static final long DELAY = FraudSettings.defaults().labelDelay().toMillis();

  private final FraudFeatures features = new FraudFeatures(FraudSettings.defaults());

  private static Payment payment(Random random, long time) {
    return new Payment(
        time,
        random.nextInt(),
        "a",
        "t" + random.nextInt(9),
        null,
        null,
        null,
        null,
        random.nextDouble() * 90,
        random.nextDouble() * 180);
  }

  @Property(tries = 50)
  void history_afterItsBytes_goesOnAsBefore(
      @ForAll long seed, @ForAll @IntRange(max = 400) int count) {
    Random random = new Random(seed);
    CardHistory card = new CardHistory();
    PartyHistory terminal = features.newParty();
    float[] row = new float[FraudFeature.count()];
    for (int i = 0; i < count; i++) {
      Payment next = payment(random, START + i * Windows.HOUR + random.nextInt(10_000_000));
      features.card(next, card, row);
      features.terminal(next, terminal, row);
      if (random.nextInt(9) == 0) {
        features.label(next.occurredAt(), next.occurredAt() + DELAY, true, card);
        features.label(next.occurredAt(), next.occurredAt() + DELAY, true, terminal);
      }
    }
    CardHistory cardAgain = CardHistory.ofBytes(card.toBytes());
    PartyHistory terminalAgain = PartyHistory.ofBytes(terminal.toBytes(), DELAY);
    Payment next = payment(random, START + (count + 5) * Windows.HOUR);
    float[] again = row.clone();

    features.card(next, card, row);
    features.terminal(next, terminal, row);
    features.card(next, cardAgain, again);
    features.terminal(next, terminalAgain, again);

    assertThat(again).isEqualTo(row);
    assertThat(cardAgain.toBytes()).isEqualTo(card.toBytes());
    assertThat(terminalAgain.toBytes()).isEqualTo(terminal.toBytes());
  }

  @Test
  void bytes_ofABusyKey_stayBounded() {
    Random random = new Random(1);
    CardHistory card = new CardHistory();
    PartyHistory terminal = features.newParty();
    float[] row = new float[FraudFeature.count()];
    for (int i = 0; i < 100_000; i++) {
      Payment next = payment(random, START + i * 1000L);
      features.card(next, card, row);
      features.terminal(next, terminal, row);
      features.label(next.occurredAt(), next.occurredAt() + DELAY, true, card);
      features.label(next.occurredAt(), next.occurredAt() + DELAY, true, terminal);
    }

    assertThat(card.toBytes()).hasSizeLessThan(7 * 1024);
    assertThat(terminal.toBytes()).hasSizeLessThan(5 * 1024);
  }

  @Test
  void bytes_ofAnotherLayout_areRefused() {
    byte[] bytes = new CardHistory().toBytes();
    bytes[0] = 9;

    assertThatThrownBy(() -> CardHistory.ofBytes(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("layout 9, this version reads 2");
  }

  @Test
  void bytes_cutShort_areRefused() {
    byte[] bytes = features.newParty().toBytes();

    assertThatThrownBy(() -> PartyHistory.ofBytes(new byte[] {bytes[0]}, DELAY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PartyHistory.ofBytes(new byte[] {bytes[0], 127, 127, 127, 1}, DELAY))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
