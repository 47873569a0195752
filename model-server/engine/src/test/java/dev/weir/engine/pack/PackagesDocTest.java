package dev.weir.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.TaskKind;
import dev.weir.engine.calibrate.Calibration;
import dev.weir.engine.error.ModelPackageException.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code docs/model-packages.md} says what the reader reads. */
class PackagesDocTest {
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```json\n(.*?)```");

  private String page = "";

  @BeforeEach
  void read() throws IOException {
    page = Files.readString(Path.of("../../docs/model-packages.md"));
  }

  @Test
  void examples_areManifestsThatAreReadAndWrittenBack() {
    List<String> examples =
        EXAMPLE.matcher(page).results().map((MatchResult found) -> found.group(1)).toList();
    assertThat(examples).hasSize(2);
    PackageManifest text = manifest(examples.get(0));
    assertThat(text.sequences()).hasSize(2);
    assertThat(text.normalized()).isTrue();
    PackageManifest table = manifest(examples.get(1));
    assertThat(table.table().names()).containsExactly("amount", "hour", "days_since_last");
    assertThat(table.heads().get(0).calibration().method()).isEqualTo(Calibration.Method.ISOTONIC);
    for (PackageManifest manifest : List.of(text, table)) {
      byte[] written = ManifestWriter.write(manifest);
      assertThat(ManifestWriter.write(ManifestReader.read(written))).isEqualTo(written);
    }
  }

  @Test
  void everyNameOfTheFormat_isDocumented() {
    for (Problem problem : Problem.values()) {
      assertThat(page).contains("| `" + problem + "` |");
    }
    for (TaskKind kind : TaskKind.values()) {
      assertThat(page).contains("| `" + kind.id() + "` |");
    }
    for (Feature feature : Feature.values()) {
      assertThat(page).contains("| `" + feature.id() + "` |");
    }
    for (Calibration.Method method : Calibration.Method.values()) {
      assertThat(page).contains("| `" + method.name().toLowerCase(Locale.ROOT) + "` |");
    }
  }

  private static PackageManifest manifest(String json) {
    return ManifestReader.read(json.getBytes(StandardCharsets.UTF_8));
  }
}
