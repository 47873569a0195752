package dev.weir.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.PackageCheck;
import dev.weir.engine.pack.PackageStore;
import dev.weir.engine.pack.SigningKeys;
import dev.weir.engine.pack.TrustedKeys;
import dev.weir.retrain.release.store.ModelRepositories;
import dev.weir.sample.SamplePackage;
import dev.weir.scoring.control.ReleasedModel;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelShelfTest {
  private static final String TRUSTED = "weir.trusted.keys";

  @TempDir Path folder;

  @AfterEach
  void trustAll() {
    System.clearProperty(TRUSTED);
  }

  @Test
  void put_withAKey_isSignedInBothPlaces() throws IOException {
    ModelPackage pack = sample();
    SigningKeys keys = SigningKeys.generate();

    try (ModelShelf unsigned = shelf("a", null)) {
      unsigned.put(pack);
    }
    try (ModelShelf shelf = shelf("b", keys)) {
      shelf.put(pack);
    }

    System.setProperty(TRUSTED, TrustedKeys.text(keys.publicKey()));
    assertThat(PackageCheck.of(folder.resolve("b-local").resolve(path())).sound()).isTrue();
    assertThat(PackageCheck.of(folder.resolve("b-shared").resolve(path())).sound()).isTrue();
    assertThat(PackageCheck.of(folder.resolve("a-local").resolve(path())).message())
        .contains("signed");
  }

  @Test
  void find_whatIsOnlyInTheSharedStore_bringsItHere() throws IOException {
    ModelPackage pack = sample();
    ReleasedModel model =
        new ReleasedModel(
            pack.identity().name(), pack.identity().version(), pack.identity().digest());
    try (ModelShelf other = shelf("a", null)) {
      other.put(pack);
    }
    PackageStore empty = new PackageStore(folder.resolve("empty"));

    try (ModelShelf shelf =
        new ModelShelf(
            empty, ModelRepositories.open(folder.resolve("a-shared").toString(), null), null)) {
      assertThat(shelf.versions(SamplePackage.NAME)).containsExactly(SamplePackage.VERSION);
      assertThat(shelf.find(model)).isEqualTo(empty.root().resolve(path()));
    }
    assertThat(PackageCheck.of(empty.root().resolve(path())).sound()).isTrue();
    assertThatThrownBy(() -> ModelShelf.of(new PackageStore(folder.resolve("none"))).find(model))
        .isInstanceOf(ModelPackageException.class)
        .hasMessageContaining(model.label());
  }

  private ModelShelf shelf(String name, SigningKeys keys) {
    return new ModelShelf(
        new PackageStore(folder.resolve(name + "-local")),
        ModelRepositories.open(folder.resolve(name + "-shared").toString(), null),
        keys);
  }

  private ModelPackage sample() throws IOException {
    Path dir = folder.resolve("made");
    SamplePackage.write(dir);
    return ModelPackage.read(dir);
  }

  private static Path path() {
    return Path.of(SamplePackage.NAME, SamplePackage.VERSION);
  }
}
