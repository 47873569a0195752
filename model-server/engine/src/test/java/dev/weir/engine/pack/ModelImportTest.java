package dev.weir.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.engine.Fixtures;
import dev.weir.engine.TestClassifier;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import dev.weir.sample.SamplePackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelImportTest {
  @TempDir Path dir;

  @Test
  void import_ofAPlainFolder_writesASoundPackage() throws IOException {
    Path source = TestClassifier.write(dir.resolve("my model"), "ham", "spam");
    ImportResult result =
        ModelImport.run(
            source, dir.resolve("store"), new ImportOptions(null, "2.0", null, "Apache-2.0"));
    assertThat(result.dir()).isEqualTo(dir.resolve("store/my-model/2.0"));
    PackageCheck check = PackageCheck.of(result.dir());
    assertThat(check.message()).isNull();
    assertThat(check.sound()).isTrue();
    PackageManifest manifest = ModelPackage.read(result.dir()).manifest();
    assertThat(manifest.heads().get(0).task().name()).isEqualTo("spam");
    assertThat(manifest.licence()).isEqualTo("Apache-2.0");
    assertThat(manifest.golden()).hasSize(3);
    assertThat(manifest.files()).containsKeys("model.onnx", "config.json", "tokenizer.json");
  }

  @Test
  void import_twice_isTheSamePackage() throws IOException {
    Path source = TestClassifier.write(dir.resolve("m"), "ham", "spam");
    ImportResult first = ModelImport.run(source, dir.resolve("s"), ImportOptions.defaults());
    ImportResult second = ModelImport.run(source, dir.resolve("s"), ImportOptions.defaults());
    assertThat(second.model()).isEqualTo(first.model());
    try (var left = Files.list(dir.resolve("s/m"))) {
      assertThat(left.map(path -> path.getFileName().toString())).containsExactly("1");
    }
  }

  @Test
  void import_ofAnotherModelUnderTheSameVersion_isRefused() throws IOException {
    Path store = dir.resolve("s");
    ModelImport.run(
        TestClassifier.write(dir.resolve("a/m"), "ham", "spam"), store, ImportOptions.defaults());
    Path other = TestClassifier.write(dir.resolve("b/m"), "clean", "abusive");
    assertThatThrownBy(() -> ModelImport.run(other, store, ImportOptions.defaults()))
        .isInstanceOfSatisfying(
            ModelPackageException.class,
            e -> assertThat(e.problem()).isEqualTo(Problem.VERSION_EXISTS));
  }

  @Test
  void import_ofASentencePairModel_isRefusedWithTheReason() throws IOException {
    Path source = TestClassifier.write(dir.resolve("m"), "entailment", "neutral", "contradiction");
    assertThatThrownBy(() -> ModelImport.run(source, dir.resolve("s"), ImportOptions.defaults()))
        .isInstanceOf(ModelPackageException.class)
        .hasMessageContaining("compare two sentences");
    assertThat(dir.resolve("s")).doesNotExist();
  }

  @Test
  void import_ofAnotherArchitecture_isRefusedWithItsName() throws IOException {
    Path source = TestClassifier.write(dir.resolve("m"), "a", "b");
    Path config = source.resolve("config.json");
    Files.writeString(
        config, Files.readString(config).replace("ForSequenceClassification", "ForMaskedLM"));
    assertThatThrownBy(() -> ModelImport.run(source, dir.resolve("s"), ImportOptions.defaults()))
        .isInstanceOf(ModelPackageException.class)
        .hasMessageContaining("BertForMaskedLM");
  }

  @Test
  void import_ofABareModel_saysHowTablesAreImported() throws IOException {
    Path source = TestClassifier.write(dir.resolve("m"), "a", "b");
    Files.delete(source.resolve("config.json"));
    Files.delete(source.resolve("tokenizer.json"));
    assertThatThrownBy(() -> ModelImport.run(source, dir.resolve("s"), ImportOptions.defaults()))
        .isInstanceOf(ModelPackageException.class)
        .hasMessageContaining("has a model and nothing beside it")
        .hasMessageContaining("import a table model with its columns, task and labels");
  }

  @Test
  void import_ofLabelsThatDoNotFit_saysWhatToFix() throws IOException {
    Path source = TestClassifier.write(dir.resolve("m"), "a", "b");
    Path config = source.resolve("config.json");
    Files.writeString(
        config, Files.readString(config).replace("\"1\":\"b\"", "\"1\":\"b\",\"2\":\"c\""));
    assertThatThrownBy(() -> ModelImport.run(source, dir.resolve("s"), ImportOptions.defaults()))
        .isInstanceOf(ModelPackageException.class)
        .hasMessage(
            "model package m: config.json lists 3 labels but the output has shape (batch, 2);"
                + " re-export the model or fix id2label");
  }

  @Test
  void import_ofAMultiLabelModel_givesASigmoidTask() throws IOException {
    Path source = TestClassifier.write(dir.resolve("m"), "insult", "threat");
    Path config = source.resolve("config.json");
    Files.writeString(
        config,
        Files.readString(config)
            .replace("{", "{\"problem_type\":\"multi_label_classification\",")
            .replaceAll(
                "\"id2label\":\\{\"problem_type\":\"multi_label_classification\",",
                "\"id2label\":{"));
    ImportResult result = ModelImport.run(source, dir.resolve("s"), ImportOptions.defaults());
    assertThat(ModelPackage.read(result.dir()).manifest().heads().get(0).task().kind())
        .isEqualTo(dev.weir.engine.TaskKind.SIGMOID);
  }

  @Test
  void import_ofAPackage_keepsItsDigest() throws IOException {
    Path source = SamplePackage.write(dir.resolve("sample"));
    ImportResult result = ModelImport.run(source, dir.resolve("s"), ImportOptions.defaults());
    assertThat(result.model()).isEqualTo(ModelPackage.read(source).identity());
    assertThat(result.dir()).isEqualTo(dir.resolve("s/weir-sample/0.1.0"));
  }

  @Test
  void import_ofEveryFixture_succeeds() throws IOException {
    for (Path folder : Fixtures.huggingFace()) {
      ImportResult result = ModelImport.run(folder, dir.resolve("s"), ImportOptions.defaults());
      assertThat(PackageCheck.of(result.dir()).message()).isNull();
      assertThat(result.smoke()).hasSize(3);
    }
  }
}
