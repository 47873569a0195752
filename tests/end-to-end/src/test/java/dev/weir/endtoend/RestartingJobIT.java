package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.Platform;
import dev.weir.platform.flink.FlinkRest;
import dev.weir.platform.flink.JobState;
import java.net.URI;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A job that fails when it starts, again and again, and so is never seen to run. */
class RestartingJobIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void job_thatRestartsAtOnce_tellsTheCause() throws Exception {
    Platform platform = SharedPlatform.get();
    FlinkRest flink = new FlinkRest(platform.endpoints().flinkUrl());
    try (TestTopics topics = TestTopics.create(platform, "restarting.")) {
      TextJob job =
          TextJob.submitTo(
              URI.create("nonsense:registry"),
              flink,
              platform,
              topics,
              SharedPlatform.sampleModel());
      Awaitility.await("the job restarts")
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> flink.state(job.id()) == JobState.RESTARTING);

      assertThat(flink.awaitFailure(job.id()))
          .hasValueSatisfying(cause -> assertThat(cause).contains("nonsense"));
      job.cancel();
    }
  }
}
