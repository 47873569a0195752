package dev.weir.endtoend;

import dev.weir.platform.Installation;
import dev.weir.platform.PlatformConfig;
import dev.weir.platform.PlatformEndpoints;
import dev.weir.platform.process.ChildProcess;
import dev.weir.platform.process.NodeProcess;
import dev.weir.platform.process.RegistryProcess;
import dev.weir.platform.setup.SubjectSetup;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A broker of one test's own, which can be killed and started again on its ports and its data, and
 * a registry that stays. Confined to one thread.
 */
final class RestartableBroker implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(12);

  private final PlatformConfig config;
  private final ChildProcess registry;
  private ChildProcess node;

  private RestartableBroker(PlatformConfig config) throws IOException {
    this.config = config;
    registry = ChildProcess.start(RegistryProcess.spec(config, Installation.find()));
    node = startNode();
  }

  static RestartableBroker start(Path dir) throws IOException {
    for (String folder : new String[] {"data", "logs", "run"}) {
      Files.createDirectories(dir.resolve(folder));
    }
    List<Integer> ports = ports(4);
    RestartableBroker broker =
        new RestartableBroker(
            PlatformConfig.defaults(dir)
                .withPorts(ports.get(0), ports.get(1), ports.get(2), ports.get(3)));
    try {
      new SubjectSetup(broker.endpoints().registryUrl())
          .awaitAnswer(() -> !broker.registry.isAlive());
      return broker;
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  PlatformEndpoints endpoints() {
    return PlatformEndpoints.of(config);
  }

  /** Kills the broker with SIGKILL; returns once it has gone. */
  void kill() {
    node.handle().destroyForcibly();
    node.handle().onExit().join();
  }

  /** Starts the killed broker again; returns once it answers. */
  void startAgain() throws IOException {
    node = startNode();
  }

  private ChildProcess startNode() throws IOException {
    CompletableFuture<Void> ready = new CompletableFuture<>();
    ChildProcess child =
        ChildProcess.start(
            NodeProcess.spec(config, Installation.find()),
            line ->
                NodeProcess.hear(
                    line,
                    () -> ready.complete(null),
                    why -> ready.completeExceptionally(new IllegalStateException(why))));
    child.whenEnded(
        code ->
            ready.completeExceptionally(
                new IllegalStateException("the broker ended with exit code " + code)));
    try {
      ready.orTimeout(START_LIMIT.toSeconds(), TimeUnit.SECONDS).join();
      return child;
    } catch (RuntimeException e) {
      child.stop(STOP_LIMIT);
      throw e;
    }
  }

  /**
   * Free ports, no two the same, below those that the system gives to clients: a client that asks a
   * port of theirs again and again while nobody listens there, gets that very port in the end and
   * meets itself.
   */
  private static List<Integer> ports(int count) throws IOException {
    Set<Integer> ports = new LinkedHashSet<>();
    while (ports.size() < count) {
      int port = ThreadLocalRandom.current().nextInt(12_000, 32_000);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        ports.add(socket.getLocalPort());
      } catch (BindException e) {
        // taken: another one
      }
    }
    return List.copyOf(ports);
  }

  @Override
  public void close() {
    node.stop(STOP_LIMIT);
    registry.stop(STOP_LIMIT);
  }
}
