package dev.weir.platform.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.platform.PlatformConfig;
import dev.weir.platform.PlatformException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PortsTest {

  private final PlatformConfig free = PlatformConfig.onFreePorts(Path.of("x"));

  @Test
  void settle_zeros_choosesFourDifferentPorts() {
    PlatformConfig settled = Ports.settle(free);

    assertThat(
            Set.of(
                settled.brokerPort(),
                settled.controllerPort(),
                settled.registryPort(),
                settled.flinkPort()))
        .hasSize(4)
        .doesNotContain(0);
  }

  @Test
  void settle_takenPort_namesPortPartAndFlag() throws IOException {
    try (ServerSocket taken =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      int port = taken.getLocalPort();

      assertThatThrownBy(() -> Ports.settle(free.withPorts(port, 0, 0, 0)))
          .isInstanceOf(PlatformException.class)
          .hasMessage(
              "port %d on 127.0.0.1 (broker) is taken by another program: end that program, or choose another with --kafka-port",
              port);
    }
  }

  @Test
  void settle_portTakenOnEveryInterface_isFound() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      int port = taken.getLocalPort();

      assertThatThrownBy(() -> Ports.settle(free.withPorts(0, 0, 0, port)))
          .hasMessageContaining("port " + port)
          .hasMessageContaining("--flink-port");
    }
  }

  @Test
  void settle_console_hasAPortOfItsOwnOrNone() throws IOException {
    assertThat(Ports.settle(free).consolePort()).isEqualTo(PlatformConfig.NO_CONSOLE);
    assertThat(Ports.settle(free.withConsole(0)).consolePort()).isPositive();
    try (ServerSocket taken = new ServerSocket(0)) {
      int port = taken.getLocalPort();

      assertThatThrownBy(() -> Ports.settle(free.withConsole(port)))
          .hasMessageContaining("port " + port)
          .hasMessageContaining("--console-port");
    }
  }

  @Test
  void settle_givenPorts_staysUsable() {
    PlatformConfig settled = Ports.settle(free);

    assertThat(Ports.settle(settled)).isEqualTo(settled);
  }
}
