package dev.weir.platform.run;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Children of a supervisor that was killed. They end by themselves when they notice; until then
 * they hold ports and files.
 */
public final class Leftovers {

  private Leftovers() {}

  /** Waits until the children named by an old run file have ended, and kills them at the limit. */
  public static void end(RunState last, Duration limit) {
    List<ProcessHandle> alive =
        last.children().stream().flatMap(child -> child.find().stream()).toList();
    CompletableFuture<?>[] exits =
        alive.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(exits).orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      alive.forEach(ProcessHandle::destroyForcibly);
      CompletableFuture.allOf(
              alive.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
          .join();
    }
  }
}
