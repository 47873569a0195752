package dev.weir.retrain.release.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.PackageSignature;
import dev.weir.engine.pack.SigningKeys;
import dev.weir.retrain.release.ReleaseException;
import dev.weir.sample.SamplePackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for both stores, and what is S3's own; against a real S3-compatible server. */
@Timeout(120)
class RepositoryTest {

  private static final String[] CREDENTIALS = {"aws.accessKeyId", "aws.secretAccessKey"};

  @TempDir static Path shared;
  private static S3Server server;

  @TempDir Path folder;

  enum Kind {
    FOLDER,
    S3
  }

  @BeforeAll
  static void start() throws Exception {
    System.setProperty(CREDENTIALS[0], S3Server.ACCESS_KEY);
    System.setProperty(CREDENTIALS[1], S3Server.SECRET_KEY);
    server = new S3Server(shared.resolve("bucket"));
  }

  @AfterAll
  static void stop() {
    for (String property : CREDENTIALS) {
      System.clearProperty(property);
    }
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void pushed_isListedAndPulledToTheByte(Kind kind) throws IOException {
    ModelPackage pack = sample("made");
    try (ModelRepository store = open(kind, "plain")) {
      assertThat(store.list()).isEmpty();
      store.push(pack);
      store.push(pack);

      StoredModel stored = stored(pack);
      assertThat(store.list()).containsExactly(stored);
      ModelPackage pulled = store.pull(stored, folder.resolve("job"));
      assertThat(pulled.identity()).isEqualTo(pack.identity());
      assertThat(pulled.dir())
          .isEqualTo(folder.resolve("job").resolve(stored.name()).resolve(stored.version()));
      assertThat(store.pull(stored, folder.resolve("job")).identity()).isEqualTo(pack.identity());
      assertThat(names(pulled.dir())).isEqualTo(names(pack.dir()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void push_ofAnotherPackageOfThatVersion_isRefused(Kind kind) throws IOException {
    ModelPackage pack = sample("made");
    ModelPackage other = changed("other");
    try (ModelRepository store = open(kind, "taken")) {
      store.push(pack);

      assertThatThrownBy(() -> store.push(other))
          .isInstanceOfSatisfying(
              ModelPackageException.class,
              e -> assertThat(e.problem()).isEqualTo(Problem.VERSION_EXISTS));
      assertThat(store.pull(stored(pack), folder.resolve("job")).identity())
          .isEqualTo(pack.identity());
    }
  }

  @ParameterizedTest
  @EnumSource
  void signature_madeAfterThePush_travelsWithTheNextOne(Kind kind) throws IOException {
    ModelPackage pack = sample("made");
    try (ModelRepository store = open(kind, "signed")) {
      store.push(pack);
      PackageSignature.sign(pack, SigningKeys.generate());
      store.push(pack);

      ModelPackage pulled = store.pull(stored(pack), folder.resolve("job"));
      assertThat(pulled.file(PackageSignature.FILE))
          .hasSameBinaryContentAs(pack.file(PackageSignature.FILE));
    }
  }

  @ParameterizedTest
  @EnumSource
  void pull_ofACopyThatWasChanged_givesNothing(Kind kind) throws IOException {
    ModelPackage pack = sample("made");
    Path root = kind == Kind.S3 ? shared.resolve("bucket") : folder.resolve("store-damaged");
    try (ModelRepository store = open(kind, "damaged")) {
      store.push(pack);
      Path model = largest(root);
      Files.write(model, new byte[(int) Files.size(model)]);

      assertThatThrownBy(() -> store.pull(stored(pack), folder.resolve("job")))
          .isInstanceOfSatisfying(
              ModelPackageException.class,
              e -> assertThat(e.problem()).isEqualTo(Problem.DIGEST_MISMATCH));
      StoredModel stored = stored(pack);
      assertThat(folder.resolve("job").resolve(stored.name()).resolve(stored.version()))
          .doesNotExist();
      Files.delete(model);
    }
  }

  @Test
  void install_afterAKillInTheMiddle_cleansWhatWasLeft() throws IOException {
    ModelPackage pack = sample("made");
    Path left = folder.resolve("store").resolve(pack.manifest().name()).resolve(".installing-7");
    Files.createDirectories(left.resolve("deep"));
    Files.writeString(left.resolve("deep/model.onnx"), "half");
    FolderRepository store = new FolderRepository(folder.resolve("store"));
    assertThat(store.list()).isEmpty();

    store.push(pack);

    assertThat(left).doesNotExist();
    assertThat(store.list()).containsExactly(stored(pack));
  }

  @Test
  void s3_writerThatDiedBeforeTheDescription_isNotSeenAndIsContinued() throws IOException {
    ModelPackage pack = sample("made");
    S3Place place = S3Place.parse("s3://models/dying", server.endpoint());
    try (S3Objects objects = new S3Objects(place);
        ModelRepository store = open(Kind.S3, "dying")) {
      var file = pack.manifest().files().entrySet().iterator().next();
      objects.write(
          place.content(pack.manifest().name(), pack.manifest().version(), file.getValue()),
          pack.file(file.getKey()));
      assertThat(store.list()).isEmpty();
      assertThatThrownBy(() -> store.pull(stored(pack), folder.resolve("job")))
          .isInstanceOfSatisfying(
              ReleaseException.class,
              e -> assertThat(e.problem()).isEqualTo(ReleaseException.Problem.UNKNOWN_MODEL));

      store.push(pack);

      assertThat(store.list()).containsExactly(stored(pack));
    }
  }

  @Test
  void s3_thatIsAway_saysWhatToLookAt() {
    try (ModelRepository store = ModelRepositories.open("s3://models/x", "http://127.0.0.1:9")) {
      assertAway(store, "s3://models/x/ at http://127.0.0.1:9", "WEIR_S3_ENDPOINT");
    }
  }

  @Test
  void s3_withoutTheBucket_saysSo() {
    try (ModelRepository store = ModelRepositories.open("s3://absent", server.endpoint())) {
      assertAway(store, "NoSuchBucket", "create the bucket");
    }
  }

  @Test
  void s3_withWrongCredentials_saysSoWithoutShowingThem() {
    System.setProperty(CREDENTIALS[1], "wrong-secret");
    try (ModelRepository store = ModelRepositories.open("s3://models", server.endpoint())) {
      assertThatThrownBy(store::list)
          .hasMessageContaining("403")
          .hasMessageNotContaining("wrong-secret");
    } finally {
      System.setProperty(CREDENTIALS[1], S3Server.SECRET_KEY);
    }
  }

  @Test
  void open_ofWhatIsNoPlace_isRefused() {
    assertThatThrownBy(() -> ModelRepositories.open("ftp://x", null))
        .hasMessageContaining("expected a folder or s3://bucket/prefix");
    assertThatThrownBy(() -> ModelRepositories.open("s3://UPPER/x", null))
        .hasMessageContaining("no name of a bucket");
    assertThatThrownBy(() -> ModelRepositories.open("s3://models", "localhost"))
        .hasMessageContaining("expected a URL");
  }

  private static void assertAway(ModelRepository store, String... parts) {
    assertThatThrownBy(store::list)
        .isInstanceOfSatisfying(
            ReleaseException.class,
            e -> assertThat(e.problem()).isEqualTo(ReleaseException.Problem.STORE_AWAY))
        .hasMessageContainingAll(parts);
  }

  private ModelRepository open(Kind kind, String name) {
    return switch (kind) {
      case FOLDER -> ModelRepositories.open(folder.resolve("store-" + name).toString(), null);
      case S3 -> ModelRepositories.open("s3://models/" + name, server.endpoint());
    };
  }

  private ModelPackage sample(String name) throws IOException {
    return ModelPackage.read(SamplePackage.write(folder.resolve(name)));
  }

  /** Another content under the same name and version. */
  private ModelPackage changed(String name) throws IOException {
    Path dir = SamplePackage.write(folder.resolve(name));
    Path manifest = dir.resolve("weir.json");
    Files.writeString(manifest, Files.readString(manifest) + " ");
    return ModelPackage.read(dir);
  }

  private static StoredModel stored(ModelPackage pack) {
    return new StoredModel(
        pack.identity().name(), pack.identity().version(), pack.identity().digest());
  }

  private static List<String> names(Path dir) throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> dir.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private static Path largest(Path dir) throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().contains("damaged"))
          .max(
              (a, b) -> {
                try {
                  return Long.compare(Files.size(a), Files.size(b));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
          .orElseThrow();
    }
  }
}
