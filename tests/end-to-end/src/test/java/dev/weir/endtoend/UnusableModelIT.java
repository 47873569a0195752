package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.Platform;
import dev.weir.platform.flink.FlinkRest;
import dev.weir.platform.flink.JobState;
import dev.weir.sample.SamplePackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job whose model cannot be used ends at once and says which file is at fault. */
class UnusableModelIT {

  @Test
  void job_modelFolderMissing_failsWithOneLineThatNamesIt(@TempDir Path dir) throws IOException {
    Path missing = dir.resolve("no-such-model");

    assertThat(failureOf("model-missing.", missing))
        .startsWith("model package")
        .contains(missing.toString());
  }

  @Test
  void job_modelFileChanged_failsWithOneLineThatNamesIt(@TempDir Path dir) throws IOException {
    Path model = SamplePackage.write(dir.resolve("model"));
    byte[] graph = Files.readAllBytes(model.resolve("model.onnx"));
    graph[graph.length / 2] ^= 1;
    Files.write(model.resolve("model.onnx"), graph);

    assertThat(failureOf("model-corrupt.", model))
        .startsWith("model package")
        .contains("model.onnx");
  }

  private static String failureOf(String prefix, Path model) throws IOException {
    Platform platform = SharedPlatform.get();
    FlinkRest flink = new FlinkRest(platform.endpoints().flinkUrl());
    try (TestTopics topics = TestTopics.create(platform, prefix)) {
      TextJob job = TextJob.submit(flink, platform, topics, model);

      assertThat(job.awaitEnd()).isEqualTo(JobState.FAILED);
      return flink.lastFailure(job.id()).orElseThrow();
    }
  }
}
