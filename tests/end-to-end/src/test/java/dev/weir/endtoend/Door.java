package dev.weir.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A port in front of another one. Closed, it drops whoever connects; open, it passes bytes on.
 * Thread-safe.
 */
final class Door implements AutoCloseable {

  private final int target;
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final AtomicBoolean open = new AtomicBoolean();
  private final AtomicInteger refused = new AtomicInteger();
  private final Queue<Socket> inside = new ConcurrentLinkedQueue<>();

  /** A closed door to that port of this machine. */
  Door(int target) throws IOException {
    this.target = target;
    daemon(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** How many connections have been dropped. */
  int refused() {
    return refused.get();
  }

  void open() {
    open.set(true);
  }

  /** Drops who is inside, and whoever connects from now on. */
  void shut() throws IOException {
    open.set(false);
    for (Socket socket : inside) {
      socket.close();
    }
    inside.clear();
  }

  private void accept() {
    try {
      while (true) {
        Socket caller = server.accept();
        if (open.get()) {
          Socket behind = new Socket(InetAddress.getLoopbackAddress(), target);
          inside.add(caller);
          inside.add(behind);
          daemon(() -> pass(caller, behind));
          daemon(() -> pass(behind, caller));
        } else {
          caller.close();
          refused.incrementAndGet();
        }
      }
    } catch (IOException e) {
      if (!server.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Passes bytes on until one side ends, then ends both. */
  private static void pass(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream()) {
      in.transferTo(to.getOutputStream());
    } catch (IOException e) {
      // one side has gone, and with it the other
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "door");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
