package dev.weir.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.platform.deploy.OneJob;
import dev.weir.platform.flink.FlinkRest;
import dev.weir.platform.flink.JobRun;
import dev.weir.platform.flink.JobState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Submitting a job again and again on a real cluster. */
final class OneJobIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void keep_again_submitsOnlyWhatIsMissing(@TempDir Path dir) throws IOException {
    Path jar = JobJar.build(dir, Installation.find());
    try (Platform platform =
        Platform.start(PlatformConfig.onFreePorts(dir.resolve("weir")), StartProgress.none())) {
      FlinkRest flink = new FlinkRest(platform.endpoints().flinkUrl());
      OneJob one = new OneJob(flink, LIMIT);
      JobRun run = JobRun.of("job.ProbeJob", List.of("probe", "two words"), 1);

      OneJob.Kept first = one.keep("probe", jar, run);
      assertThat(first.submitted()).isTrue();
      assertThat(flink.state(first.jobId())).isEqualTo(JobState.RUNNING);
      assertThat(one.keep("probe", jar, run)).isEqualTo(new OneJob.Kept(first.jobId(), false));
      assertThat(flink.jobs()).hasSize(1);

      flink.cancel(first.jobId());
      await().atMost(LIMIT).until(() -> flink.state(first.jobId()) == JobState.CANCELED);
      OneJob.Kept second = one.keep("probe", jar, run);
      assertThat(second.submitted()).isTrue();
      assertThat(second.jobId()).isNotEqualTo(first.jobId());

      JobRun wide = JobRun.of("job.ProbeJob", List.of("wide", "two words"), 50);
      OneJob hasty = new OneJob(flink, Duration.ofSeconds(2));
      assertThatThrownBy(() -> hasty.keep("wide", jar, wide))
          .isInstanceOf(PlatformException.class)
          .hasMessageContaining("needs 50 slots");
    }
  }
}
