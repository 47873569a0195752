package dev.weir.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TextScorer;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import dev.weir.sample.SamplePackage;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageSignatureTest {
  @TempDir Path dir;

  private Path folder = Path.of("");
  private final SigningKeys keys = SigningKeys.generate();

  @BeforeEach
  void write() throws IOException {
    folder = SamplePackage.write(dir.resolve("m/1"));
  }

  @AfterEach
  void trustNobody() {
    System.clearProperty(TrustedKeys.PROPERTY);
  }

  @Test
  void sign_changesNoDigest_andIsNoPartOfACopy() throws IOException {
    ModelPackage before = ModelPackage.read(folder);
    PackageSignature.sign(before, keys);
    assertThat(ModelPackage.read(folder).identity()).isEqualTo(before.identity());
    assertThat(ModelPackage.read(folder).manifest().files()).doesNotContainKey("weir.sig");
  }

  @Test
  void open_signedWithATrustedKey_scores() throws IOException {
    PackageSignature.sign(ModelPackage.read(folder), keys);
    trust(SigningKeys.generate(), keys);
    try (TextScorer scorer = TextScorer.open(folder, ScorerOptions.defaults())) {
      assertThat(scorer.score(List.of("a fine day"))).hasSize(1);
    }
  }

  @Test
  void open_unsigned_isRefused() {
    trust(keys);
    assertRefused("bears no signature", "weir model sign");
  }

  @Test
  void open_signedByAnother_namesBothKeys() throws IOException {
    SigningKeys another = SigningKeys.generate();
    PackageSignature.sign(ModelPackage.read(folder), another);
    trust(keys);
    assertRefused(TrustedKeys.id(another.publicKey()), TrustedKeys.id(keys.publicKey()));
  }

  @Test
  void open_signatureOfAnotherPackage_isRefused() throws IOException {
    Path other = dir.resolve("other");
    Files.createDirectories(other);
    ModelPackage pack = ModelPackage.read(folder);
    PackageSignature.sign(pack, keys);
    Path manifest = folder.resolve("weir.json");
    Files.writeString(manifest, Files.readString(manifest) + "\n");
    trust(keys);
    assertRefused("is not one of this package");
  }

  @Test
  void open_brokenSignature_isRefused() throws IOException {
    Files.writeString(folder.resolve("weir.sig"), "{\"format\":1}");
    trust(keys);
    assertRefused("weir.sig cannot be read");
  }

  @Test
  void open_anEntryThatIsNoKey_refusesEverything() {
    System.setProperty(TrustedKeys.PROPERTY, "no-such-key");
    assertRefused("WEIR_TRUSTED_KEYS", "no-such-key");
  }

  @Test
  void write_underTrustedKeys_staysPossible() throws IOException {
    trust(keys);
    assertThat(SamplePackage.write(dir.resolve("m/2"))).isDirectory();
    assertThat(ModelImport.run(folder, dir.resolve("store"), ImportOptions.defaults()).dir())
        .isDirectory();
  }

  @Test
  void keys_writtenAndRead_signTheSame() throws IOException {
    Path file = dir.resolve("release.key");
    keys.write(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    PackageSignature.sign(ModelPackage.read(folder), SigningKeys.read(file));
    System.setProperty(TrustedKeys.PROPERTY, dir.resolve("release.key.pub").toString());
    TextScorer.open(folder, ScorerOptions.defaults()).close();
    assertThatThrownBy(() -> keys.write(file)).isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void keys_ofTwoPairs_areRefusedWithoutBeingShown() throws IOException {
    Path file = dir.resolve("release.key");
    keys.write(file);
    Files.writeString(
        SigningKeys.publicFile(file), TrustedKeys.text(SigningKeys.generate().publicKey()));
    String secret = Files.readString(file).lines().skip(1).findFirst().orElseThrow();
    assertThatThrownBy(() -> SigningKeys.read(file))
        .hasMessageContaining("weir model keygen")
        .hasMessageNotContaining(secret);
    assertThat(keys.toString()).doesNotContain(secret);
  }

  private void assertRefused(String... parts) {
    assertThatThrownBy(() -> TextScorer.open(folder, ScorerOptions.defaults()).close())
        .isInstanceOfSatisfying(
            ModelPackageException.class, e -> assertThat(e.problem()).isEqualTo(Problem.UNTRUSTED))
        .hasMessageContainingAll(parts);
  }

  private static void trust(SigningKeys... trusted) {
    System.setProperty(
        TrustedKeys.PROPERTY,
        String.join(
            ",",
            List.of(trusted).stream().map(pair -> TrustedKeys.text(pair.publicKey())).toList()));
  }
}
