package dev.weir.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TaskKind;
import dev.weir.engine.TaskSpec;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.sample.SamplePackage;
import dev.weir.scoring.control.ReleasedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages that a release may name, from sound to hopeless; with ONNX Runtime. */
class ModelStoreTest {

  private static final List<TaskSpec> SPAM =
      List.of(new TaskSpec("spam", List.of("ham", "spam"), TaskKind.SOFTMAX));

  @TempDir Path root;
  private final ModelStore store =
      new ModelStore(ScorerOptions.defaults().onCpu(), TextScoringConfig.CACHE_BYTES);
  private Path sample;

  @BeforeEach
  void writeSample() throws IOException {
    sample = SamplePackage.write(root.resolve(SamplePackage.NAME).resolve(SamplePackage.VERSION));
  }

  @Test
  void released_soundPackage_isReady() {
    try (TextModel model = store.released(root, wanted(""), SPAM)) {
      assertThat(model.identity().toString()).isEqualTo("weir-sample@0.1.0");
      assertThat(model.scorer().score(List.of("hello there"))).hasSize(1);
    }
  }

  @Test
  void released_missing_namesTheStore() {
    assertRefused(new ReleasedModel("weir-sample", "9.9.9", ""), SPAM)
        .hasMessageContaining("model package weir-sample@9.9.9: released, but not in the store")
        .hasMessageContaining("release it again");
  }

  @Test
  void released_nameThatLeavesTheStore_isRefused() {
    assertRefused(new ReleasedModel("..", "etc", ""), SPAM)
        .hasMessageContaining("not in the store");
  }

  @Test
  void released_otherDigest_isRefused() {
    assertRefused(wanted("0123"), SPAM).hasMessageContaining("has the digest 0123");
  }

  @Test
  void released_corruptFile_isRefused() throws IOException {
    Path model = modelFile();
    byte[] bytes = Files.readAllBytes(model);
    bytes[bytes.length / 2] ^= 1;
    Files.write(model, bytes);

    assertRefused(wanted(""), SPAM).hasMessageContaining("lists SHA-256");
  }

  @Test
  void released_truncatedFile_isRefused() throws IOException {
    Path model = modelFile();
    Files.write(model, Arrays.copyOf(Files.readAllBytes(model), 100));

    assertRefused(wanted(""), SPAM).isInstanceOf(ModelPackageException.class);
  }

  @Test
  void released_noDescriptionAtAll_isRefused() throws IOException {
    Files.write(sample.resolve("weir.json"), "{".getBytes(UTF_8));

    assertRefused(wanted(""), SPAM).hasMessageContaining("weir.json");
  }

  @Test
  void released_withoutATaskOfTheJob_isRefused() {
    List<TaskSpec> more = List.of(new TaskSpec("topic", List.of("a", "b"), TaskKind.SOFTMAX));

    assertRefused(wanted(""), more)
        .hasMessageContaining("lacks [topic], which the running job answers");
  }

  @Test
  void released_otherLabels_isRefused() throws IOException {
    Path json = sample.resolve("weir.json");
    String described = Files.readString(json);
    String renamed = described.replaceFirst("\"ham\",\\s*\"spam\"", "\"no\", \"yes\"");
    assertThat(renamed).isNotEqualTo(described);
    Files.writeString(json, renamed);

    assertRefused(wanted(""), SPAM).hasMessageContaining("[no, yes]");
  }

  @Test
  void released_hugePackage_isRefusedUnread() {
    ModelStore small = new ModelStore(ScorerOptions.defaults().onCpu(), 0, 1_000);

    assertThatThrownBy(() -> small.released(root, wanted(""), SPAM))
        .isInstanceOf(ModelPackageException.class)
        .hasMessageContaining("a running job takes up to 1000");
  }

  private Path modelFile() {
    return sample.resolve("model.onnx");
  }

  private static ReleasedModel wanted(String digest) {
    return new ReleasedModel(SamplePackage.NAME, SamplePackage.VERSION, digest);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      ReleasedModel wanted, List<TaskSpec> tasks) {
    return assertThatThrownBy(() -> store.released(root, wanted, tasks).close())
        .isInstanceOf(ModelPackageException.class);
  }
}
