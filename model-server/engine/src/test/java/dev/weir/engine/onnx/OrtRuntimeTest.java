package dev.weir.engine.onnx;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OrtRuntimeTest {
  @Test
  void commandLine_thatTheLibraryWouldDieOf_isRefusedWithAdvice() {
    assertThatThrownBy(() -> OrtRuntime.checkCommandLine(3_985))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("3985 bytes")
        .hasMessageContaining("@argfile");
  }

  @Test
  void commandLine_ofUsualLength_passes() {
    assertThatCode(() -> OrtRuntime.checkCommandLine(3_000)).doesNotThrowAnyException();
  }
}
