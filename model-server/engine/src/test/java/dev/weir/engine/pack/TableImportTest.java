package dev.weir.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.engine.Fixtures;
import dev.weir.engine.TaskKind;
import dev.weir.engine.TestTables;
import dev.weir.engine.calibrate.Calibration;
import dev.weir.engine.error.ModelPackageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableImportTest {
  @TempDir Path dir;

  @Test
  void import_ofAFile_writesASoundPackageOfItsColumns() throws IOException {
    Path file = Files.write(dir.resolve("risk model.onnx"), linear());
    ImportResult result = TableImport.run(file, dir.resolve("s"), options("amount", "hour"));
    assertThat(result.dir()).isEqualTo(dir.resolve("s/risk-model/1"));
    assertThat(PackageCheck.of(result.dir()).message()).isNull();
    PackageManifest manifest = ModelPackage.read(result.dir()).manifest();
    assertThat(manifest.table())
        .isEqualTo(
            TableInput.of(
                "features", List.of(ColumnSpec.required("amount"), ColumnSpec.required("hour"))));
    assertThat(manifest.heads().get(0).task().kind()).isEqualTo(TaskKind.BINARY);
    assertThat(result.smoke()).hasSize(3);
  }

  @Test
  void import_ofTrees_allowsMissingValues() throws IOException {
    Path trees = TestTables.tree(dir.resolve("t/1"), Calibration.none()).resolve("model.onnx");
    ImportResult result = TableImport.run(trees, dir.resolve("s"), options("amount", "hour"));
    PackageManifest manifest = ModelPackage.read(result.dir()).manifest();
    assertThat(manifest.table())
        .isEqualTo(
            TableInput.of(
                "features", List.of(ColumnSpec.optional("amount"), ColumnSpec.optional("hour"))));
    assertThat(result.smoke()).hasSize(4);
  }

  @Test
  void import_ofOtherColumnsThanTheGraphTakes_saysBoth() throws IOException {
    Path file = Files.write(dir.resolve("m.onnx"), linear());
    assertThatThrownBy(() -> TableImport.run(file, dir.resolve("s"), options("amount")))
        .isInstanceOf(ModelPackageException.class)
        .hasMessageContaining("names 1 columns but takes rows of shape [2]");
    assertThat(dir.resolve("s/m/1")).doesNotExist();
  }

  @Test
  void import_ofLabelsThatDoNotFit_listsTheOutputs() throws IOException {
    Path file = Files.write(dir.resolve("m.onnx"), linear());
    TableImportOptions three =
        new TableImportOptions(
            null, null, null, "t", List.of("a", "b", "c"), List.of("x", "y"), null, null);
    assertThatThrownBy(() -> TableImport.run(file, dir.resolve("s"), three))
        .isInstanceOf(ModelPackageException.class)
        .hasMessageContaining("no output fits the labels [a, b, c]")
        .hasMessageContaining("score: float (batch, 1)");
  }

  @Test
  void import_ofBoostedTrees_tellsThatTheyGiveAProbability() throws IOException {
    ImportResult result =
        TableImport.run(Fixtures.file("trees/fraud_xgb.onnx"), dir, many("fraud", 20, null));
    HeadSpec head = ModelPackage.read(result.dir()).manifest().heads().get(0);
    assertThat(head.task().kind()).isEqualTo(TaskKind.PROBABILITY);
    assertThat(result.smoke()).hasSize(4);
  }

  @Test
  void import_ofAnImageNetwork_keepsTheShapeOfItsRows() throws IOException {
    List<String> digits = IntStream.range(0, 10).mapToObj(String::valueOf).toList();
    ImportResult result =
        TableImport.run(Fixtures.file("crayfish-ffnn/model.onnx"), dir, many("ffnn", 784, digits));
    assertThat(PackageCheck.of(result.dir()).message()).isNull();
    assertThat(ModelPackage.read(result.dir()).manifest().table().shape()).containsExactly(1, 784);
  }

  private static TableImportOptions many(String name, int columns, @Nullable List<String> labels) {
    return new TableImportOptions(
        name,
        null,
        null,
        "task",
        labels == null ? TestTables.LABELS : labels,
        IntStream.range(0, columns).mapToObj(i -> "c" + i).toList(),
        null,
        null);
  }

  private static TableImportOptions options(String... columns) {
    return new TableImportOptions(
        null, null, "MIT", "fraud", TestTables.LABELS, List.of(columns), null, null);
  }

  private static byte[] linear() {
    return TestTables.linearGraph(1, 2).toByteArray();
  }
}
