package dev.weir.platform.deploy;

import dev.weir.platform.PlatformException;
import dev.weir.platform.flink.FlinkRest;
import dev.weir.platform.flink.JobRun;
import dev.weir.platform.flink.JobState;
import dev.weir.platform.flink.JobSummary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Keeps one job of a name on a Flink cluster: submits it unless it is there already. */
public final class OneJob {
  private final FlinkRest flink;
  private final Duration limit;

  /**
   * @param limit how long to wait, in all, for the cluster, its slots and the job
   */
  public OneJob(FlinkRest flink, Duration limit) {
    this.flink = flink;
    this.limit = limit;
  }

  /**
   * The job that runs at the end.
   *
   * @param submitted whether it was submitted now; false if it was there before
   */
  public record Kept(String jobId, boolean submitted) {}

  /**
   * Looks for a job of that name that has not ended; if there is none, waits for enough free slots
   * and submits one. Returns when its tasks run. Two callers at the same moment may submit two.
   *
   * @throws PlatformException if the job ends or the time is up; the message says the reason
   */
  public Kept keep(String name, Path jar, JobRun run) {
    Patience patience = new Patience(limit);
    Optional<JobSummary> there = alive(name, patience.untilAnswered(flink::jobs));
    if (there.isEmpty()) {
      awaitSlots(run.parallelism(), patience);
    }
    String id = there.map(JobSummary::id).orElseGet(() -> flink.run(flink.upload(jar), run));
    awaitRunning(name, id, patience);
    return new Kept(id, there.isEmpty());
  }

  static Optional<JobSummary> alive(String name, List<JobSummary> jobs) {
    return jobs.stream().filter(job -> job.name().equals(name) && !job.state().isEnd()).findFirst();
  }

  private void awaitSlots(int wanted, Patience patience) {
    int free = freeSlots(patience);
    while (free < wanted) {
      if (patience.isOver()) {
        throw new PlatformException(
            "the job needs %d slots but Flink has %d free after %d s; start more TaskManagers"
                .formatted(wanted, free, limit.toSeconds()));
      }
      patience.pause();
      free = freeSlots(patience);
    }
  }

  private int freeSlots(Patience patience) {
    return patience.untilAnswered(flink::overview).path("slots-available").asInt();
  }

  private void awaitRunning(String name, String id, Patience patience) {
    while (!isRunning(id)) {
      JobState state = flink.state(id);
      if (state.isEnd() || patience.isOver()) {
        throw new PlatformException(
            "job %s (%s) is %s and not running: %s"
                .formatted(
                    name,
                    id,
                    state,
                    flink.awaitFailure(id).orElse("it gave no reason; see the logs")));
      }
      patience.pause();
    }
  }

  private boolean isRunning(String id) {
    return flink.state(id) == JobState.RUNNING
        && flink.vertices(id).stream().allMatch(vertex -> vertex.state().equals("RUNNING"));
  }
}
