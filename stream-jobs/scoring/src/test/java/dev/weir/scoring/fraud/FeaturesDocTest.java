package dev.weir.scoring.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code docs/features.md} says what the registry says. */
class FeaturesDocTest {
  private static final Path DOC = Path.of("..", "..", "docs", "features.md");
  private static final Path GENERATED = Path.of("target", "features.md");
  private static final String BEGIN =
      "<!-- generated from dev.weir.scoring.fraud.FraudFeature, do not edit below -->\n";

  @Test
  void table_isTheRegistry() throws IOException {
    String doc = Files.readString(DOC);
    Files.writeString(GENERATED, doc.substring(0, doc.indexOf(BEGIN)) + BEGIN + "\n" + tables());

    assertThat(doc.equals(Files.readString(GENERATED)))
        .as("docs/features.md is behind: copy stream-jobs/scoring/%s over it", GENERATED)
        .isTrue();
  }

  @Test
  void columns_areUniqueAndPlain() {
    Set<String> columns = new HashSet<>();
    for (FraudFeature feature : FraudFeature.values()) {
      assertThat(columns.add(feature.column())).as(feature.column()).isTrue();
      assertThat(feature.column()).matches("[a-z][a-z0-9_]*");
      assertThat(FraudFeature.ofColumn(feature.column())).isEqualTo(feature);
      assertThat(FraudFeature.ofIndex(feature.index())).isEqualTo(feature);
    }
  }

  private static String tables() {
    StringBuilder text = new StringBuilder();
    for (FraudFeature.Source source : FraudFeature.Source.values()) {
      text.append("## ").append(source.title()).append("\n\n");
      text.append("Computed from: ").append(source.description()).append(".\n\n");
      text.append("| feature | unit | without data | formula |\n|---|---|---|---|\n");
      for (FraudFeature feature : FraudFeature.values()) {
        if (feature.source() == source) {
          text.append(
              "| `%s` | %s | %s | %s |\n"
                  .formatted(
                      feature.column(),
                      feature.unit(),
                      feature.nothing().description(),
                      feature.formula()));
        }
      }
      text.append('\n');
    }
    return text.toString().stripTrailing() + "\n";
  }
}
