package dev.weir.retrain.learning.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatencyGateTest {
  private static final int RECORDS = 10;
  private static final int PAIRS = 5;
  private static final double MOST = 1.2;

  private long nanos;
  private int calls;

  @Test
  void line_challengerSlowerEachTime_doesNotHold() {
    GateLine line = line(() -> nanos += 30_000);

    assertThat(line.passed()).isFalse();
    assertThat(line.champion()).isEqualTo(2.0);
    assertThat(line.challenger()).isEqualTo(3.0);
    assertThat(calls).as("measured for longer before that is said").isEqualTo(40);
  }

  @Test
  void line_busyMachineAtFirst_waitsUntilItIsNot() {
    GateLine line = line(() -> nanos += calls <= 12 ? 90_000 : 22_000);

    assertThat(line.passed()).isTrue();
    assertThat(line.challenger()).isEqualTo(2.2);
    assertThat(calls).isEqualTo(13);
  }

  @Test
  void line_asFast_takesItsPairsAndNoMore() {
    assertThat(line(() -> nanos += 20_000).passed()).isTrue();
    assertThat(calls).isEqualTo(PAIRS);
  }

  private GateLine line(Runnable challenger) {
    return new LatencyGate(RECORDS, "text", () -> nanos)
        .line(
            PAIRS,
            () -> nanos += 20_000,
            () -> {
              calls++;
              challenger.run();
            },
            MOST);
  }
}
