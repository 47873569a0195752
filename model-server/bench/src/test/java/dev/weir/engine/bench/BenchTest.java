package dev.weir.engine.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.sample.SamplePackage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
  private static final BenchOptions SHORT = BenchOptions.defaults().with(2, Duration.ofMillis(50));
  @TempDir Path dir;

  @Test
  void engineBench_reportsItsFigures_inTheContractsForm() throws IOException {
    List<String> progress = new ArrayList<>();
    JsonNode json = EngineBench.run(SamplePackage.write(dir), SHORT, progress::add).toJson();
    assertThat(json.get("results").findValuesAsText("id")).containsExactly("S1", "S2", "S10");
    for (JsonNode result : json.get("results")) {
      assertThat(result.get("samples")).hasSize(2);
      assertThat(result.get("value").isNumber()).isTrue();
      assertThat(result.get("unit").asText()).isNotEmpty();
      assertThat(result.get("target").asText()).isNotEmpty();
      assertThat(result.get("conditions").isObject()).isTrue();
    }
    assertThat(json.at("/model/name").asText()).isEqualTo(SamplePackage.NAME);
    assertThat(json.at("/model/digest").asText()).hasSize(64);
    assertThat(json.at("/versions/onnxruntime").asText()).isNotEmpty();
    assertThat(json.at("/machine/processors").asInt()).isPositive();
    assertThat(progress).isNotEmpty();
  }

  @Test
  void benchTexts_haveTheLengthsThatTheTargetNames() throws IOException {
    JsonNode json = EngineBench.run(SamplePackage.write(dir), SHORT, line -> {}).toJson();
    assertThat(json.at("/results/1/conditions/mean_tokens").asDouble()).isBetween(21.4, 23.4);
  }

  @Test
  void swapBench_losesAndDoublesNothing() throws IOException {
    JsonNode json = SwapBench.run(SamplePackage.write(dir), SHORT, line -> {}).toJson();
    assertThat(json.at("/results/0/id").asText()).isEqualTo("S8");
    JsonNode conditions = json.at("/results/0/conditions");
    assertThat(conditions.get("swaps").asInt()).isPositive();
    assertThat(conditions.get("lost").asInt()).isZero();
    assertThat(conditions.get("doubled").asInt()).isZero();
  }

  @Test
  void memoryBench_observesBothSeries_andTheirSlope() throws IOException {
    JsonNode json = MemoryBench.run(SamplePackage.write(dir), 5000, 20, SHORT, line -> {}).toJson();
    assertThat(json.get("results").findValuesAsText("id"))
        .containsExactly("memory.records", "memory.swaps");
    for (JsonNode result : json.get("results")) {
      assertThat(result.at("/conditions/rss_mib")).hasSize(100);
      assertThat(result.at("/conditions/after")).hasSize(100);
    }
    assertThat(json.at("/results/0/conditions/total").asLong()).isGreaterThanOrEqualTo(5000);
    assertThat(json.at("/results/1/conditions/total").asLong()).isEqualTo(20);
  }

  @Test
  void slope_leavesTheFirstFifthOut() {
    List<Long> at = List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    assertThat(MemoryBench.slope(at, List.of(0L, 90L, 3L, 5L, 7L, 9L, 11L, 13L, 15L, 17L)))
        .isEqualTo(2);
  }

  @Test
  void options_thatMeasureNothing_areRefused() {
    assertThatThrownBy(() -> BenchOptions.defaults().with(0, Duration.ofSeconds(1)))
        .hasMessageContaining("pairs");
    assertThatThrownBy(() -> BenchOptions.defaults().with(1, Duration.ZERO))
        .hasMessageContaining("perSample");
  }

  @Test
  void median_ofAnEvenNumber_liesBetween() {
    assertThat(BenchResult.median(new double[] {4, 1, 2, 3})).isEqualTo(2.5);
    assertThat(SwapBench.percentile(new double[] {3, 1, 2}, 0.5)).isEqualTo(2);
  }
}
