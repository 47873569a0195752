package dev.weir.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps a real node from starting, and that the line for it is found. */
final class NodeIT {

  @TempDir Path dir;

  @Test
  void start_folderOfARunningBroker_isRefused() throws IOException {
    try (Node first = Node.start(config(freePorts()))) {
      assertThat(first).isNotNull();
      NodeConfig second = config(freePorts());

      assertThatThrownBy(() -> Node.start(second))
          .satisfies(
              failure ->
                  assertThat(StartFailure.explain(failure, second))
                      .startsWith("another broker uses " + dir));
    }
    try (Node again = Node.start(config(freePorts()))) {
      assertThat(again).as("the refused one left the data as it was").isNotNull();
    }
  }

  @Test
  void start_takenBrokerPort_isRefused() throws IOException {
    assertRefused(0);
  }

  @Test
  void start_takenFlinkPort_isRefused() throws IOException {
    assertRefused(2);
  }

  private void assertRefused(int which) throws IOException {
    List<Integer> ports = freePorts();
    try (ServerSocket taken = new ServerSocket(ports.get(which), 1, loopback())) {
      assertThat(taken.isBound()).isTrue();
      NodeConfig config = config(ports);

      assertThatThrownBy(() -> Node.start(config))
          .satisfies(
              failure ->
                  assertThat(StartFailure.explain(failure, config))
                      .startsWith("a port on 127.0.0.1 is taken")
                      .contains(Integer.toString(ports.get(which))));
    }
  }

  private NodeConfig config(List<Integer> ports) {
    return new NodeConfig(dir, dir, ports.get(0), ports.get(1), ports.get(2), 1);
  }

  private static List<Integer> freePorts() throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      List<Integer> ports = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        ServerSocket socket = new ServerSocket(0, 1, loopback());
        sockets.add(socket);
        ports.add(socket.getLocalPort());
      }
      return ports;
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }
}
