package dev.weir.platform;

import dev.weir.platform.process.ChildProcess;
import dev.weir.platform.run.ProcessRef;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The child processes of a platform. Once sealed no child starts any more, so that a stop in the
 * middle of a start leaves none behind. Thread-safe.
 */
final class Children {

  private final List<ChildProcess> all = new ArrayList<>();
  private boolean sealed;

  /**
   * Starts a child.
   *
   * @throws PlatformException if no child may start any more
   */
  synchronized ChildProcess add(Start start) throws IOException {
    if (sealed) {
      throw new PlatformException("the platform was stopped while it started");
    }
    ChildProcess child = start.run();
    all.add(child);
    return child;
  }

  /** From now on none starts; answers false if that was so before. */
  synchronized boolean seal() {
    boolean first = !sealed;
    sealed = true;
    return first;
  }

  synchronized boolean isSealed() {
    return sealed;
  }

  /** For the run file. */
  synchronized List<ProcessRef> refs() {
    return all.stream().map(child -> ProcessRef.of(child.spec().name(), child.handle())).toList();
  }

  boolean isAlive(String name) {
    return byName(name).filter(ChildProcess::isAlive).isPresent();
  }

  /** Stops the child of that name, if it was started, and waits for its end. */
  void stop(String name, Duration limit) {
    byName(name).ifPresent(child -> child.stop(limit));
  }

  private synchronized Optional<ChildProcess> byName(String name) {
    return all.stream().filter(child -> child.spec().name().equals(name)).findFirst();
  }

  /** Starts a process. */
  interface Start {
    ChildProcess run() throws IOException;
  }
}
