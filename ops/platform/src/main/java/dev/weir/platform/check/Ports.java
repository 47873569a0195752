package dev.weir.platform.check;

import dev.weir.platform.PlatformConfig;
import dev.weir.platform.PlatformException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Ports on 127.0.0.1: whether they are free, and which are. */
public final class Ports {

  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private Ports() {}

  /**
   * Chooses a free port for every 0 and checks that the others are free.
   *
   * @throws PlatformException if one is taken; the message names it and the flag that changes it
   */
  public static PlatformConfig settle(PlatformConfig config) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      PlatformConfig settled =
          config.withPorts(
              claim(held, "broker", "--kafka-port", config.brokerPort()),
              claim(held, "controller", "--controller-port", config.controllerPort()),
              claim(held, "registry", "--registry-port", config.registryPort()),
              claim(held, "Flink", "--flink-port", config.flinkPort()));
      return config.consolePort() == PlatformConfig.NO_CONSOLE
          ? settled
          : settled.withConsole(claim(held, "console", "--console-port", config.consolePort()));
    } finally {
      held.forEach(Ports::close);
    }
  }

  private static int claim(List<ServerSocket> held, String name, String flag, int port) {
    try {
      ServerSocket socket = new ServerSocket();
      held.add(socket);
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 1);
      return socket.getLocalPort();
    } catch (BindException e) {
      throw new PlatformException(
          "port %d on 127.0.0.1 (%s) is taken by another program: end that program, or choose another with %s"
              .formatted(port, name, flag),
          e);
    } catch (IOException e) {
      throw new PlatformException(
          "port %d on 127.0.0.1 (%s) cannot be used: %s".formatted(port, name, e.getMessage()), e);
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // a listener nobody has connected to closes without a word
    }
  }
}
