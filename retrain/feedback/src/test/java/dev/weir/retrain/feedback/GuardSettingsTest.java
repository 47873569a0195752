package dev.weir.retrain.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GuardSettingsTest {

  @Test
  void defaults_areThoseOfTheDocumentation() {
    assertThat(GuardSettings.defaults())
        .isEqualTo(
            new GuardSettings(
                new TrustSettings(8, 0.25, 0.9, 0.75, 0.85, 0.25, 3),
                new MixSettings(30, 0.25, 4),
                0.55,
                10,
                0.7,
                0.1,
                100,
                0.5,
                100,
                0.02,
                10,
                17));
  }

  @Test
  void share_aboveOne_isNamed() {
    assertThatThrownBy(
            () ->
                new GuardSettings(
                    TrustSettings.defaults(),
                    MixSettings.defaults(),
                    0.55,
                    10,
                    0.7,
                    1.5,
                    100,
                    0.5,
                    100,
                    0.02,
                    10,
                    17))
        .hasMessageContaining("labelerShare is 1.5")
        .hasMessageContaining("from 0 to 1");
  }

  @Test
  void modelTrust_aboveItsCeiling_isRefused() {
    assertThatThrownBy(() -> new TrustSettings(8, 0.25, 0.9, 0.9, 0.85, 0.25, 3))
        .hasMessageContaining("modelTrust is 0.9")
        .hasMessageContaining("0.85");
  }
}
