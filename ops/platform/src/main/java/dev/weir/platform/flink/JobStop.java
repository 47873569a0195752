package dev.weir.platform.flink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Stops the jobs of a cluster that is about to end. */
public final class JobStop {

  private JobStop() {}

  /**
   * Stops every running job after a savepoint, all at once, so that their sources commit what is
   * done. A job that cannot, or takes longer than the limit, is left to the end of its cluster: the
   * next run repeats what it had not committed, and has forgotten what it remembered.
   *
   * @param stopped where the savepoints go and are noted
   * @throws IOException if savepoints of earlier stops cannot be deleted; the jobs are stopped
   */
  public static void all(FlinkRest flink, StoppedJobs stopped, Duration limit) throws IOException {
    List<JobSummary> running;
    try {
      running = flink.jobs().stream().filter(job -> job.state() == JobState.RUNNING).toList();
    } catch (FlinkRestException e) {
      return;
    }
    CompletableFuture<?>[] stops =
        running.stream()
            .map(job -> stop(flink, job, stopped, limit))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(stops).join();
    stopped.prune();
  }

  private static CompletableFuture<Boolean> stop(
      FlinkRest flink, JobSummary job, StoppedJobs stopped, Duration limit) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            stopped.keep(job.name(), flink.stopWithSavepoint(job.id(), stopped.target(), limit));
            return true;
          } catch (FlinkRestException | UncheckedIOException e) {
            return false;
          }
        },
        task -> new Thread(task, "weir-job-stop").start());
  }
}
