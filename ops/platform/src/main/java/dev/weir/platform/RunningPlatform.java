package dev.weir.platform;

import dev.weir.platform.http.JsonHttp;
import dev.weir.platform.process.ConsoleProcess;
import dev.weir.platform.process.LearningProcess;
import dev.weir.platform.run.ProcessRef;
import dev.weir.platform.run.RunState;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A platform that another process runs, as it was when it was found. Thread-safe.
 *
 * @see PlatformProbe#find
 */
public final class RunningPlatform {

  private static final Duration ASK_LIMIT = Duration.ofSeconds(2);

  private final RunState state;
  private final ProcessHandle supervisor;

  RunningPlatform(RunState state, ProcessHandle supervisor) {
    this.state = state;
    this.supervisor = supervisor;
  }

  /** Process id of the supervisor. */
  public long pid() {
    return supervisor.pid();
  }

  /** The platform's folder. */
  public Path dir() {
    return Path.of(state.dir());
  }

  /** Whether its start had ended. */
  public boolean isReady() {
    return state.ready();
  }

  /** What every topic name begins with. */
  public String topicPrefix() {
    return state.topicPrefix();
  }

  /** Where its parts answer. */
  public PlatformEndpoints endpoints() {
    return new PlatformEndpoints(
        state.bootstrapServers(), URI.create(state.registryUrl()), URI.create(state.flinkUrl()));
  }

  /** Asks every part whether it answers; takes two seconds at most for each that does not. */
  public List<PartStatus> parts() {
    PlatformEndpoints at = endpoints();
    List<PartStatus> parts = new ArrayList<>();
    parts.add(part("broker", "node", at.bootstrapServers(), listens(at.bootstrapServers())));
    parts.add(
        part(
            "registry",
            "registry",
            at.registryUrl().toString(),
            answers(at.registryUrl(), "/config")));
    parts.add(part("flink", "node", at.flinkUrl().toString(), answers(at.flinkUrl(), "/overview")));
    state.children().stream()
        .filter(child -> child.name().equals(LearningProcess.NAME))
        .map(this::learning)
        .forEach(parts::add);
    String console = state.consoleUrl();
    if (console != null) {
      parts.add(
          part(
              ConsoleProcess.NAME,
              ConsoleProcess.NAME,
              console,
              answers(URI.create(console), "/health")));
    }
    return List.copyOf(parts);
  }

  /**
   * Asks the platform to end (SIGTERM to its supervisor, which stops the parts in order) and waits.
   *
   * @throws PlatformException if it still runs after the limit
   */
  public void stop(Duration limit) {
    CompletableFuture<ProcessHandle> exit = supervisor.onExit();
    supervisor.destroy();
    if (exit.copy()
        .completeOnTimeout(supervisor, limit.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(ended -> !supervisor.isAlive())
        .join()) {
      return;
    }
    throw new PlatformException(
        "the platform on %s (process %d) still runs after %d s; see the logs in %s, or end it with: kill -9 %d"
            .formatted(dir(), pid(), limit.toSeconds(), dir().resolve("logs"), pid()));
  }

  /** It has no address: it answers as long as its process lives. */
  private PartStatus learning(ProcessRef child) {
    return part(child.name(), child.name(), "process " + child.pid(), child.find().isPresent());
  }

  private PartStatus part(String name, String process, String address, boolean answers) {
    long pid =
        state.children().stream()
            .filter(child -> child.name().equals(process))
            .mapToLong(ProcessRef::pid)
            .findFirst()
            .orElse(0);
    return new PartStatus(
        name, pid, address, answers, dir().resolve("logs").resolve(process + ".log"));
  }

  private static boolean listens(String hostAndPort) {
    int colon = hostAndPort.lastIndexOf(':');
    InetSocketAddress address =
        new InetSocketAddress(
            hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
    try (Socket socket = new Socket()) {
      socket.connect(address, (int) ASK_LIMIT.toMillis());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean answers(URI base, String path) {
    try {
      return new JsonHttp().get(URI.create(base + path), ASK_LIMIT).ok();
    } catch (IOException e) {
      return false;
    }
  }
}
