package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.sample.SamplePackage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseCommandTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void pull_ofAPackageOfAStore_bringsItHere() throws IOException {
    Path store = folder.resolve("shared");
    SamplePackage.write(store.resolve(SamplePackage.NAME).resolve(SamplePackage.VERSION));
    String dir = folder.resolve("weir").toString();

    assertThat(
            weir("release", "pull", SamplePackage.NAME, "--store", store.toString(), "--dir", dir))
        .as(err.toString())
        .isZero();

    assertThat(
            Path.of(dir, "models", SamplePackage.NAME, SamplePackage.VERSION).resolve("weir.json"))
        .exists();
    assertThat(weir("release", "pull", "weir-sampel", "--store", store.toString(), "--dir", dir))
        .isEqualTo(1);
    assertThat(err.toString()).contains("no model package weir-sampel", "did you mean");
    assertThat(weir("release", "pull", "x", "--dir", dir)).isEqualTo(2);
    assertThat(weir("release", "pull", "x", "--store", "ftp://x", "--dir", dir)).isEqualTo(2);
    assertThat(err.toString()).contains("expected a folder or s3://bucket/prefix");
  }

  @Test
  void diff_ofAPackageAndItself_findsTheSameAnswers() throws IOException {
    String pack = SamplePackage.write(folder.resolve("a")).toString();

    assertThat(weir("release", "diff", pack, pack, "--json", "--dir", folder.toString()))
        .as(err.toString())
        .isZero();

    JsonNode answer = new ObjectMapper().readTree(out.toString());
    assertThat(answer.path("golden").path("examples").asInt()).isPositive();
    assertThat(answer.path("golden").path("flips")).isEmpty();
    assertThat(answer.path("facts")).noneMatch(fact -> fact.path("differs").asBoolean());
  }

  @Test
  void promote_withoutAPlatform_changesNothing() throws IOException {
    String pack = SamplePackage.write(folder.resolve("a")).toString();

    assertThat(weir("release", "promote", pack, "--dir", folder.toString())).isEqualTo(1);

    assertThat(err.toString()).contains("no platform is running");
    assertThat(folder.resolve("models")).doesNotExist();
    assertThat(weir("release", "promote", pack, "--canary", "5")).isEqualTo(2);
    assertThat(err.toString()).contains("above 0 and below 1");
  }

  @Test
  void sign_withANewKey_leavesTheKeyUnseen() throws IOException {
    String pack = SamplePackage.write(folder.resolve("a")).toString();
    Path key = folder.resolve("k");

    assertThat(weir("model", "keygen", "--out", key.toString())).isZero();
    assertThat(weir("model", "sign", pack, "--key", key.toString())).as(err.toString()).isZero();

    assertThat(Path.of(pack, "weir.sig")).exists();
    assertThat(out.toString() + err)
        .doesNotContain(Files.readString(key).lines().skip(1).findFirst().orElseThrow());
    assertThat(weir("model", "keygen", "--out", key.toString())).isEqualTo(1);
    assertThat(weir("model", "sign", pack, "--key", folder.resolve("none").toString()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("weir model keygen");
  }

  private int weir(String... args) {
    return Weir.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
