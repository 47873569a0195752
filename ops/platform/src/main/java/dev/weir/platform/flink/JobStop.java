package dev.weir.platform.flink;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Stops the jobs of a cluster that is about to end. */
public final class JobStop {

  private JobStop() {}

  /**
   * Stops every running job after a savepoint, all at once, so that their sources commit what is
   * done. A job that cannot, or takes longer than the limit, is left to the end of its cluster: the
   * next run repeats what it had not committed.
   *
   * @param directory where the savepoints go, an address that the cluster can write
   */
  public static void all(FlinkRest flink, String directory, Duration limit) {
    List<JobSummary> running;
    try {
      running = flink.jobs().stream().filter(job -> job.state() == JobState.RUNNING).toList();
    } catch (FlinkRestException e) {
      return;
    }
    CompletableFuture<?>[] stops =
        running.stream()
            .map(job -> stop(flink, job.id(), directory, limit))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(stops).join();
  }

  private static CompletableFuture<Boolean> stop(
      FlinkRest flink, String jobId, String directory, Duration limit) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            flink.stopWithSavepoint(jobId, directory, limit);
            return true;
          } catch (FlinkRestException e) {
            return false;
          }
        },
        task -> new Thread(task, "weir-job-stop").start());
  }
}
