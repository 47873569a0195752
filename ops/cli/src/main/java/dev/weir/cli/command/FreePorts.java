package dev.weir.cli.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Whether ports of the loopback address can be listened on. */
final class FreePorts {

  private static final int ANY = 0;

  private FreePorts() {}

  /** The port itself if it is free, or else 0, which stands for any free one. */
  static int orAny(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return port;
    } catch (IOException e) {
      return ANY;
    }
  }
}
