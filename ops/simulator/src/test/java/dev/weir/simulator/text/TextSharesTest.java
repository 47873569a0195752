package dev.weir.simulator.text;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextSharesTest {
  @Test
  void shares_notAddingUpToOne_areRefusedWithTheSum() {
    assertThatThrownBy(() -> new TextShares(0.5, 0.5, 0.5, 0, 0, 0, 0, 0, 0))
        .hasMessageContaining("1.5");
  }

  @Test
  void shares_waveShareThatCannotBeHeld_isRefused() {
    assertThatThrownBy(() -> new TextShares(1, 0, 0, 0, 0, 0.7, 0, 0, 0))
        .hasMessageContaining("0.7");
  }

  @Test
  void shares_negative_isRefused() {
    assertThatThrownBy(() -> new TextShares(1, 0, 0, 0, 0, 0, -0.1, 0, 0))
        .hasMessageContaining("-0.1");
  }
}
