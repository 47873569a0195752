package dev.weir.platform.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process by its id and start, which together tell it from a later one with the same id.
 * Immutable.
 *
 * @param name for people: {@code node}
 * @param pid id in the operating system
 * @param startedAt start by the operating system's account, milliseconds since 1970, 0 where
 *     unknown
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ProcessRef(String name, long pid, long startedAt) {

  /** Two readers of one start differ by as much as the clock was set in between. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  /** The reference to a running process. */
  public static ProcessRef of(String name, ProcessHandle handle) {
    return new ProcessRef(name, handle.pid(), startOf(handle));
  }

  /** The process, where it still runs and is the same one. */
  public Optional<ProcessHandle> find() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isSame);
  }

  private boolean isSame(ProcessHandle handle) {
    return Math.abs(startOf(handle) - startedAt) <= TOLERANCE.toMillis();
  }

  private static long startOf(ProcessHandle handle) {
    return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
