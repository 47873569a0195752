package dev.weir.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PlatformConfigTest {

  private static final Path DIR = Path.of("/somewhere/.weir");

  @Test
  void defaults_areTheDocumentedOnes() {
    assertThat(PlatformConfig.defaults(DIR))
        .isEqualTo(
            new PlatformConfig(
                DIR,
                9092,
                9093,
                8081,
                8082,
                PlatformConfig.NO_CONSOLE,
                "weir.",
                8,
                Duration.ofMinutes(2)));
  }

  @Test
  void endpoints_defaults_areOnLoopback() {
    PlatformEndpoints endpoints = PlatformEndpoints.of(PlatformConfig.defaults(DIR));

    assertThat(endpoints.bootstrapServers()).isEqualTo("127.0.0.1:9092");
    assertThat(endpoints.registryUrl()).hasToString("http://127.0.0.1:8081/apis/ccompat/v7");
    assertThat(endpoints.flinkUrl()).hasToString("http://127.0.0.1:8082");
  }

  @Test
  void dir_relative_becomesAbsolute() {
    assertThat(PlatformConfig.onFreePorts(Path.of("a/../b")).dir())
        .isEqualTo(Path.of("b").toAbsolutePath());
  }

  @Test
  void ports_twoEqual_namesBoth() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PlatformConfig.defaults(DIR).withPorts(9092, 9093, 9092, 8082))
        .withMessage("registry port: 9092 is the broker port already; choose another");
  }

  @Test
  void console_onThePortOfAnother_namesBoth() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PlatformConfig.defaults(DIR).withConsole(8082))
        .withMessage("console port: 8082 is the flink port already; choose another");
  }

  @Test
  void ports_allZero_areAllowed() {
    assertThat(PlatformConfig.onFreePorts(DIR).registryPort()).isZero();
  }

  @Test
  void port_outOfRange_namesIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PlatformConfig.defaults(DIR).withPorts(70_000, 9093, 8081, 8082))
        .withMessage("broker port: expected 0 to 65535, got 70000");
  }

  @Test
  void prefix_withSpace_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PlatformConfig.defaults(DIR).withTopicPrefix("my topics"))
        .withMessageContaining("got \"my topics\"");
  }
}
