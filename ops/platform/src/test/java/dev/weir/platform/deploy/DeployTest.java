package dev.weir.platform.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.flink.JobState;
import dev.weir.platform.flink.JobSummary;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeployTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... words) {
    return Deploy.run(
        List.of(words),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void run_unknownOneShot_listsTheKnown() {
    assertThat(run("topic")).isEqualTo(2);
    assertThat(said()).contains("'topic'").contains("topics, text-job, fraud-job");
  }

  @Test
  void run_unknownFlag_listsTheKnown() {
    assertThat(run("topics", "--broker=localhost:9092")).isEqualTo(2);
    assertThat(said()).contains("'--broker'").contains("--bootstrap-servers");
  }

  @Test
  void run_flagMissingOrEmpty_isNamed() {
    assertThat(run("topics", "--bootstrap-servers=localhost:1")).isEqualTo(2);
    assertThat(run("topics", "--bootstrap-servers=")).isEqualTo(2);
    assertThat(said().lines())
        .containsExactly(
            "weir: flag --schema-registry=VALUE is missing",
            "weir: flag --bootstrap-servers has no value; write --bootstrap-servers=VALUE");
  }

  @Test
  void run_parallelismThatIsNoNumber_isRefused() {
    assertThat(
            run(
                "text-job",
                "--bootstrap-servers=localhost:1",
                "--schema-registry=http://localhost:1",
                "--flink=http://localhost:1",
                "--model=/m",
                "--parallelism=0"))
        .isEqualTo(2);
    assertThat(said()).contains("--parallelism").contains("got '0'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text-job", "fraud-job"})
  void run_flinkThatIsNotThere_oneLineAndOne(String job) {
    assertThat(
            run(
                job,
                "--bootstrap-servers=127.0.0.1:1",
                "--schema-registry=http://127.0.0.1:1",
                "--flink=http://127.0.0.1:1",
                "--model=/m",
                "--from=",
                "--wait-seconds=1"))
        .isEqualTo(1);
    assertThat(said().lines()).singleElement().asString().contains("http://127.0.0.1:1");
  }

  @Test
  void run_help_saysTheFlags() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("--wait-seconds");
  }

  @Test
  void alive_endedJobsAndOthers_areNotTaken() {
    JobSummary failed = new JobSummary("1", "text", JobState.FAILED);
    JobSummary other = new JobSummary("2", "fraud", JobState.RUNNING);
    JobSummary restarting = new JobSummary("3", "text", JobState.RESTARTING);
    assertThat(OneJob.alive("text", List.of(failed, other))).isEmpty();
    assertThat(OneJob.alive("text", List.of(failed, other, restarting))).contains(restarting);
  }
}
