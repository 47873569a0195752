package dev.weir.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.engine.error.ModelPackageException;
import dev.weir.sample.SamplePackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageStoreTest {
  @TempDir Path dir;

  @Test
  void list_ofAMissingFolder_isEmpty() throws IOException {
    assertThat(new PackageStore(dir.resolve("none")).list()).isEmpty();
  }

  @Test
  void list_givesTheNewestVersionFirst_andSaysWhatCannotBeRead() throws IOException {
    for (String version : new String[] {"1.9", "1.10", "1.2"}) {
      SamplePackage.write(dir.resolve("m/" + version));
    }
    Files.writeString(dir.resolve("m/1.2/weir.json"), "{");
    PackageStore store = new PackageStore(dir);
    assertThat(store.list())
        .extracting(PackageStore.Entry::version)
        .containsExactly("1.10", "1.9", "1.2");
    assertThat(store.list().get(2).problem()).contains("weir.json cannot be read");
    assertThat(store.list().get(0).manifest()).isNotNull();
  }

  @Test
  void find_byNameVersionOrPath_givesTheFolder() throws IOException {
    SamplePackage.write(dir.resolve("m/1"));
    SamplePackage.write(dir.resolve("m/2"));
    PackageStore store = new PackageStore(dir);
    assertThat(store.find("m")).isEqualTo(dir.resolve("m/2"));
    assertThat(store.find("m@1")).isEqualTo(dir.resolve("m/1"));
    assertThat(store.find(dir.resolve("m/1").toString())).isEqualTo(dir.resolve("m/1"));
    assertThatThrownBy(() -> store.find("n@3"))
        .isInstanceOf(ModelPackageException.class)
        .hasMessageContaining("m@2, m@1");
  }

  @Test
  void check_ofAChangedFile_says() throws IOException {
    SamplePackage.write(dir.resolve("m/1"));
    Files.writeString(dir.resolve("m/1/MODEL_CARD.md"), "other");
    PackageCheck check = PackageCheck.of(dir.resolve("m/1"));
    assertThat(check.sound()).isFalse();
    assertThat(check.problem()).isEqualTo(ModelPackageException.Problem.DIGEST_MISMATCH);
  }
}
