package dev.weir.engine.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.engine.pack.ImportResult;
import dev.weir.engine.pack.TableImport;
import dev.weir.engine.pack.TableImportOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowBenchTest {
  /** An ONNX graph of one node: y (batch, 1) is x (batch, 2) times (1, -1). */
  private static final String DIFFERENCE =
      "CAg6VwoRCgF4CgF3EgF5IgZNYXRNdWwSAWcqEwgCCAEQAUIBd0oIAACAPwAAgL9aFAoBeBIPCg0IARIJCgMSAW4K"
          + "AggCYhQKAXkSDwoNCAESCQoDEgFuCgIIAUIECgAQEQ==";

  @TempDir Path dir;

  @Test
  void engineBench_ofATablePackage_comparesRowsWithTheBareLoop() throws IOException {
    Path file = Files.write(dir.resolve("risk.onnx"), Base64.getDecoder().decode(DIFFERENCE));
    List<String> labels = List.of("genuine", "fraud");
    ImportResult table =
        TableImport.run(
            file,
            dir,
            new TableImportOptions(
                null, null, null, "fraud", labels, List.of("amount", "limit"), null, null));
    BenchOptions options = BenchOptions.defaults().with(2, Duration.ofMillis(50));
    JsonNode json = EngineBench.run(table.dir(), options, line -> {}).toJson();
    assertThat(json.get("results").findValuesAsText("id")).containsExactly("S1");
    assertThat(json.at("/results/0/samples")).hasSize(2);
    assertThat(json.at("/results/0/conditions/columns").asInt()).isEqualTo(2);
    assertThat(json.at("/results/0/conditions/bare_rows_per_s_at_32").asDouble()).isPositive();
  }
}
