package dev.weir.sample;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplePackageTest {
  @TempDir Path dir;

  @Test
  void write_twice_givesTheSameBytes() throws IOException {
    Path first = SamplePackage.write(dir.resolve("a"));
    Path second = SamplePackage.write(dir.resolve("b"));
    for (String name :
        new String[] {
          "model.onnx", "config.json", "tokenizer.json", "weir.json", "MODEL_CARD.md"
        }) {
      assertThat(first.resolve(name)).hasSameBinaryContentAs(second.resolve(name));
    }
  }

  @Test
  void manifest_listsTheDigestOfEveryOtherFile() throws Exception {
    SamplePackage.write(dir);
    JsonNode files = new ObjectMapper().readTree(dir.resolve("weir.json").toFile()).get("files");
    try (var listing = Files.list(dir)) {
      for (Path file :
          listing.filter(path -> !path.getFileName().toString().equals("weir.json")).toList()) {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        assertThat(files.path(file.getFileName().toString()).asText())
            .as(file.toString())
            .isEqualTo(HexFormat.of().formatHex(digest));
      }
    }
  }

  @Test
  void manifest_saysThatTheModelIsUntrained() throws IOException {
    SamplePackage.write(dir);
    JsonNode manifest = new ObjectMapper().readTree(dir.resolve("weir.json").toFile());
    assertThat(manifest.at("/provenance/trained").isBoolean()).isTrue();
    assertThat(manifest.at("/provenance/trained").asBoolean()).isFalse();
    assertThat(manifest.at("/name").asText()).isEqualTo(SamplePackage.NAME);
  }

  @Test
  void graph_hasOneOutputPerTask() throws IOException {
    SamplePackage.write(dir);
    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(dir.resolve("model.onnx")));
    assertThat(model.getGraph().getOutputList())
        .extracting(output -> output.getName())
        .containsExactly("sentiment", "spam", "abuse");
  }
}
