package dev.weir.engine.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.bench.micro.MicroBench;
import dev.weir.sample.SamplePackage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MicroBenchTest {
  @TempDir Path dir;

  @Test
  void everyPart_isMeasured_inAJvmOfItsOwn() throws IOException {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    List<BenchResult> results =
        MicroBench.run(
                SamplePackage.write(dir),
                BenchOptions.defaults().with(1, Duration.ofMillis(20)),
                new PrintStream(log, true, StandardCharsets.UTF_8))
            .results();
    assertThat(results)
        .as(log.toString(StandardCharsets.UTF_8))
        .extracting(BenchResult::id)
        .containsExactlyInAnyOrder(
            "micro.decide",
            "micro.normalize",
            "micro.tokenize",
            "micro.tokenizeByLibrary",
            "micro.ngramBags",
            "micro.fillTensors");
    assertThat(results).allSatisfy(result -> assertThat(result.value()).isPositive());
  }
}
