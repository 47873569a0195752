package dev.weir.engine;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.sample.SamplePackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Plain Hugging Face folders of two or three labels, cut from the sample package. */
public final class TestClassifier {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TestClassifier() {}

  /** Writes a folder without {@code weir.json}; its one output has as many columns as labels. */
  public static Path write(Path dir, String... labels) throws IOException {
    SamplePackage.write(dir);
    Files.delete(dir.resolve("weir.json"));
    Files.delete(dir.resolve("MODEL_CARD.md"));
    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(dir.resolve("model.onnx")));
    ModelProto.Builder cut = model.toBuilder();
    int kept = labels.length == 3 ? 0 : 1;
    var output = model.getGraph().getOutput(kept);
    cut.getGraphBuilder().clearOutput().addOutput(output);
    Files.write(dir.resolve("model.onnx"), cut.build().toByteArray());
    ObjectNode config = (ObjectNode) JSON.readTree(dir.resolve("config.json").toFile());
    config.putArray("architectures").add("BertForSequenceClassification");
    config.put("model_type", "bert");
    config.put("max_position_embeddings", 128);
    ObjectNode names = config.putObject("id2label");
    for (int i = 0; i < labels.length; i++) {
      names.put(Integer.toString(i), labels[i]);
    }
    Files.writeString(dir.resolve("config.json"), JSON.writeValueAsString(config));
    return dir;
  }
}
