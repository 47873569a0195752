package dev.weir.scoring.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.engine.ModelIdentity;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TextScorer;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.sample.SamplePackage;
import dev.weir.schemas.ModelRef;
import dev.weir.scoring.drift.DriftReference.TextRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reference inside a package: read where it can be believed, and no matter to the engine. */
class PackagedReferencesTest {

  private static final DriftReference REFERENCE =
      DriftReference.ofTexts(List.of(new TextRow("The lid came loose", "en", Map.of())));

  @TempDir Path store;

  private Path dir;

  @BeforeEach
  void write() throws IOException {
    dir = store.resolve(SamplePackage.NAME).resolve(SamplePackage.VERSION);
    SamplePackage.write(dir);
  }

  @Test
  void reference_listedInThePackage_isReadAndTheEngineScores() throws Exception {
    list(DriftReferenceJson.write(REFERENCE));

    assertThat(read(ref())).contains(REFERENCE);
    try (TextScorer scorer = TextScorer.open(dir, ScorerOptions.defaults().onCpu())) {
      assertThat(scorer.score(List.of("a kettle"))).hasSize(1);
    }
  }

  @Test
  void package_withoutReference_hasNone() {
    assertThat(read(ref())).isEmpty();
  }

  @Test
  void reference_thatIsNotListed_isNotBelieved() throws IOException {
    Files.write(dir.resolve(DriftReference.FILE), DriftReferenceJson.write(REFERENCE));

    assertThat(read(ref())).isEmpty();
  }

  @Test
  void reference_changedBehindTheDigest_isNotBelieved() throws Exception {
    list(DriftReferenceJson.write(REFERENCE));
    ModelRef ref = ref();
    Files.writeString(dir.resolve(DriftReference.FILE), "{}");

    assertThat(read(ref)).isEmpty();
  }

  @Test
  void reference_thatIsNonsense_isNone() throws Exception {
    list(new byte[] {'{'});

    assertThat(read(ref())).isEmpty();
  }

  @Test
  void package_ofAnotherDigestOrName_hasNone() throws Exception {
    list(DriftReferenceJson.write(REFERENCE));
    ModelRef ref = ref();

    assertThat(read(new ModelRef(ref.getName(), ref.getVersion(), "0"))).isEmpty();
    assertThat(read(new ModelRef("../" + ref.getName(), ref.getVersion(), "0"))).isEmpty();
    assertThat(new PackagedReferences(List.of(store.resolve("nowhere"))).of(ref)).isEmpty();
  }

  private Optional<DriftReference> read(ModelRef ref) {
    return new PackagedReferences(List.of(store.resolve("nowhere"), store)).of(ref);
  }

  private ModelRef ref() {
    ModelIdentity identity = ModelPackage.read(dir).identity();
    return new ModelRef(identity.name(), identity.version(), identity.digest());
  }

  private void list(byte[] json) throws IOException, GeneralSecurityException {
    Files.write(dir.resolve(DriftReference.FILE), json);
    Path manifest = dir.resolve("weir.json");
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = (ObjectNode) mapper.readTree(manifest.toFile());
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
    ((ObjectNode) root.path("files")).put(DriftReference.FILE, digest);
    mapper.writeValue(manifest.toFile(), root);
  }
}
