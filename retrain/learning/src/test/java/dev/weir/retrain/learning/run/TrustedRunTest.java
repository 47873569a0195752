package dev.weir.retrain.learning.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.PackageCheck;
import dev.weir.engine.pack.PackageSignature;
import dev.weir.engine.pack.SigningKeys;
import dev.weir.engine.pack.TrustedKeys;
import dev.weir.retrain.learning.LearningInput;
import dev.weir.retrain.learning.SimulatedLabels;
import dev.weir.retrain.learning.gate.PromotionPolicy;
import dev.weir.retrain.learning.text.TextLearner;
import dev.weir.retrain.transformer.train.FineTuneListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Learning on a machine that loads signed packages alone. */
class TrustedRunTest {
  private static final String TRUSTED = "weir.trusted.keys";

  @TempDir Path home;

  private final SigningKeys keys = SigningKeys.generate();
  private Path model = Path.of("");

  @BeforeEach
  void copyModel() throws IOException {
    System.setProperty(TRUSTED, TrustedKeys.text(keys.publicKey()));
    model = Files.createDirectory(home.resolve("1.0.0"));
    try (Stream<Path> files = Files.list(Path.of("../../models/weir-text/1.0.0"))) {
      for (Path file : files.toList()) {
        Files.copy(file, model.resolve(file.getFileName()));
      }
    }
  }

  @AfterEach
  void trustAll() {
    System.clearProperty(TRUSTED);
  }

  @Test
  void run_signedChampion_measuresItsChallengerBeforeAnybodySignsThat() throws IOException {
    PackageSignature.sign(ModelPackage.read(model), keys);
    FolderReleases releases = new FolderReleases(home.resolve("store"));

    LearningRun.Outcome outcome =
        run(
            new LearningInput(
                SimulatedLabels.of(900, 1), List.of(), SimulatedLabels.unlabelled(400, 2)),
            releases);

    assertThat(outcome.record().reason()).isEqualTo("announced as shadow");
    ModelPackage released = ModelPackage.read(home.resolve("store/weir-text/1.1.0"));
    assertThat(PackageCheck.of(released.dir()).message()).contains("it bears no signature");
    PackageSignature.sign(released, keys);
    assertThat(PackageCheck.of(released.dir()).sound()).isTrue();
  }

  @Test
  void run_unsignedChampion_isRefusedBeforeAnythingIsRead() {
    LearningInput none = new LearningInput(List.of(), List.of(), List.of());

    assertThatThrownBy(() -> run(none, new FolderReleases(home.resolve("store"))))
        .isInstanceOf(ModelPackageException.class)
        .hasMessageContaining("it bears no signature");
    assertThat(home.resolve("runs")).doesNotExist();
  }

  private LearningRun.Outcome run(LearningInput input, Releases releases) throws IOException {
    PromotionPolicy policy = PromotionPolicy.defaults();
    return LearningRun.run(
        new LearningRun.Order(
            home.resolve("runs"),
            new TextLearner(ModelPackage.read(model), () -> input, policy, FineTuneListener.NONE),
            policy,
            releases,
            17,
            Instant.parse("2026-03-02T00:00:00Z")),
        stage -> {});
  }
}
