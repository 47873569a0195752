package dev.weir.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.command.Launcher.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir demo}: every simulated event is answered exactly once, and nothing stays behind. */
class DemoIT {

  @TempDir Path folder;

  @Test
  void demo_withJson_endsWithASummaryInWhichEveryEventIsAccountedFor() throws Exception {
    Launcher launcher = new Launcher(folder);
    Result demo =
        launcher.run(
            "demo",
            "--seconds",
            "5",
            "--rate",
            "300",
            "--json",
            "--dir",
            folder.resolve("weir").toString());
    assertThat(demo.exit()).as(demo.err()).isZero();
    assertThat(demo.out().strip()).hasLineCount(1);
    JsonNode summary = new ObjectMapper().readTree(demo.out());
    long in = summary.path("events_in").asLong();
    assertThat(in).isGreaterThan(1_000);
    assertThat(summary.path("verdicts").asLong() + summary.path("dead_letters").asLong())
        .isEqualTo(in);
    assertThat(summary.path("dead_letters").asLong())
        .as("broken records are part of the play")
        .isPositive();
    assertThat(summary.path("missing").asLong(-1)).isZero();
    assertThat(summary.path("duplicates").asLong(-1)).isZero();
    assertThat(summary.path("latency_ms").path("p99").asLong()).isPositive();
    assertThat(summary.path("quality").path("spam").path("n").asLong()).isPositive();
    JsonNode payments = summary.path("streams").path("transactions");
    assertThat(payments.path("events_in").asLong()).isGreaterThan(500);
    assertThat(payments.path("verdicts").asLong() + payments.path("dead_letters").asLong())
        .isEqualTo(payments.path("events_in").asLong());
    assertThat(payments.path("alerts").asLong()).isPositive();
    assertThat(summary.path("quality").path("fraud").path("n").asLong()).isPositive();
    assertThat(summary.path("models").findValuesAsText("name"))
        .containsExactly("weir-text", "weir-fraud");
    assertThat(summary.path("models").path(0).path("trained").asBoolean(false)).isTrue();
    assertThat(Processes.mentioning(folder)).isEmpty();
    // where ONNX Runtime keeps what it would report
    assertThat(launcher.home().resolve(".cache/Microsoft")).doesNotExist();
  }
}
