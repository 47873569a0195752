package dev.weir.retrain.learning.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.engine.pack.ModelPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelMemoryTest {
  private static final Path MODELS = Path.of("../../models");

  @TempDir Path folder;

  @Test
  void of_modelsOfBothKinds_isWhatTheyTake() throws IOException {
    double text = ModelMemory.of(ModelPackage.read(MODELS.resolve("weir-text/1.0.0")));
    double fraud = ModelMemory.of(ModelPackage.read(MODELS.resolve("weir-fraud/1.0.0")));

    assertThat(fraud).isBetween(5.0, 100.0);
    assertThat(text).isBetween(2 * fraud, 1_000.0);
  }

  @Test
  void of_modelThatCannotBeLoaded_saysWhy() throws IOException {
    Path copy = Files.createDirectory(folder.resolve("copy"));
    try (Stream<Path> files = Files.list(MODELS.resolve("weir-fraud/1.0.0"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    ModelPackage broken = ModelPackage.read(copy);
    Files.writeString(copy.resolve("model.onnx"), "no graph");

    assertThatThrownBy(() -> ModelMemory.of(broken))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the memory of weir-fraud@1.0.0 cannot be measured")
        .hasMessageContaining("model.onnx");
  }
}
