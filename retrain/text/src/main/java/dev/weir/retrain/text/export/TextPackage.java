package dev.weir.retrain.text.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.ScoreOutcome.Scored;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TaskKind;
import dev.weir.engine.TaskSpec;
import dev.weir.engine.TextScorer;
import dev.weir.engine.calibrate.Calibration;
import dev.weir.engine.pack.Feature;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.PackageDraft;
import dev.weir.engine.pack.PackageWriter;
import dev.weir.engine.pack.Variant;
import dev.weir.retrain.dataset.Dataset;
import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.retrain.evaluate.text.TextReference;
import dev.weir.retrain.text.data.Heads;
import dev.weir.retrain.text.data.TrainingText;
import dev.weir.retrain.text.train.TrainedText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes a trained network as a model package, through the gates: the plain graph must say what the
 * network says, the folded one, which ships, what the plain one says. Both are scored by the engine
 * itself, from the raw text on. Confined to one thread.
 */
public final class TextPackage {
  private static final int PARITY_TEXTS = 2000;
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Written for the packages, from no data set. */
  private static final List<String> GOLDEN =
      List.of(
          "The kettle came a day early and boils faster than my old one, lovely thing.",
          "It stopped working after a week and nobody answers my letters.",
          "The library opens at nine and closes at six.",
          "WIN a holiday!!! Text HOLIDAY to 55512 now, free entry, terms apply",
          "Get out of here, you worthless clown, nobody wants to hear from you.",
          "这家店的面很好吃，下次还来。",
          "你这种人真恶心，滚远点。");

  private final TrainedText trained;
  private final Heads heads;
  private final Path work;

  private TextPackage(TrainedText trained, Path work) {
    this.trained = trained;
    this.heads = trained.heads();
    this.work = work;
  }

  /**
   * Name, version and words of a package.
   *
   * @param licence of the weights, as an SPDX expression
   * @param card the text of {@code MODEL_CARD.md}
   * @param provenance where the weights come from
   * @param metrics measured quality
   */
  public record Words(
      String name,
      String version,
      String licence,
      String card,
      ObjectNode provenance,
      ObjectNode metrics) {}

  /**
   * How the graphs compare.
   *
   * @param plain the fp32 graph against the network
   * @param shipped the folded graph against the fp32 graph
   */
  public record Gates(Parity plain, Parity shipped) {}

  /**
   * Checks both graphs.
   *
   * @throws ParityException if a graph does not say what it must
   */
  public static Gates check(TrainedText trained, Path work) throws IOException {
    return new TextPackage(trained, work).check();
  }

  /**
   * Writes the package with the folded graph and its reference of drift.
   *
   * @param data that was learned from
   * @param work a folder for what is written on the way
   * @param target the package's folder
   */
  public static ModelPackage write(
      TrainedText trained, Words words, Dataset data, Path work, Path target) throws IOException {
    TextPackage writer = new TextPackage(trained, work);
    Path plain = work.resolve("package");
    delete(plain);
    writer.write(writer.folded(), Variant.Precision.INT8, words, plain);
    ModelPackage written = TextReference.add(ModelPackage.read(plain), data, target);
    delete(plain);
    return written;
  }

  /** Writes what will ship, without its final words, into the work folder, to be measured. */
  public static Path writeDraft(TrainedText trained, Path work) throws IOException {
    Path target = work.resolve("draft");
    delete(target);
    TextPackage writer = new TextPackage(trained, work);
    writer.write(writer.folded(), Variant.Precision.INT8, draftWords(), target);
    return target;
  }

  private static Words draftWords() {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return new Words("draft", "0", "unknown", "A draft.\n", json.objectNode(), json.objectNode());
  }

  private Gates check() throws IOException {
    float[][] logits = trained.validLogits();
    List<String> texts = new ArrayList<>();
    int stride = Math.max(1, logits.length / PARITY_TEXTS);
    List<float[][]> expected = new ArrayList<>();
    float[] bias = trained.output().bias();
    for (int row = 0; row < logits.length; row += stride) {
      TrainingText text = trained.data().valid().get(row);
      texts.add(text.text());
      float[][] probabilities = new float[heads.tasks().size()][];
      for (int task = 0; task < probabilities.length; task++) {
        probabilities[task] =
            Softmax.of(heads, task, logits[row], bias, trained.output().temperatures()[task]);
      }
      expected.add(probabilities);
    }
    float[][][] net = expected.toArray(new float[0][][]);
    float[][][] plain =
        scores(BagConvGraph.plain(trained.net(), heads, trained.outputBias()), texts);
    float[][][] folded = scores(folded(), texts);
    Gates gates = new Gates(Parity.of(net, plain), Parity.of(plain, folded));
    gates.plain.requireRounding("plain");
    gates.shipped.requireFewFlips("folded");
    return gates;
  }

  private ModelProto folded() {
    return BagConvGraph.folded(trained.net(), heads, trained.outputBias());
  }

  private float[][][] scores(ModelProto graph, List<String> texts) throws IOException {
    Path target = work.resolve("check");
    delete(target);
    write(graph, Variant.Precision.FP32, draftWords(), target);
    ScorerOptions options = ScorerOptions.defaults().onCpu().withUnsigned();
    try (TextScorer scorer = TextScorer.open(target, options)) {
      List<ScoreOutcome> outcomes = scorer.score(texts);
      float[][][] result = new float[texts.size()][][];
      for (int i = 0; i < result.length; i++) {
        if (!(outcomes.get(i) instanceof Scored scored)) {
          throw new ParityException(
              "text %d of the validation split: the engine rejected it (%s)"
                  .formatted(i, outcomes.get(i)));
        }
        result[i] = scored.probabilities();
      }
      return result;
    } finally {
      delete(target);
    }
  }

  private ModelPackage write(
      ModelProto graph, Variant.Precision precision, Words words, Path target) throws IOException {
    Path files = work.resolve("package-files");
    delete(files);
    Files.createDirectories(files);
    Files.write(files.resolve("model.onnx"), graph.toByteArray());
    json(files.resolve("tokenizer.json"), trained.tokenizer());
    json(files.resolve("config.json"), config());
    Files.writeString(files.resolve("MODEL_CARD.md"), words.card, StandardCharsets.UTF_8);
    PackageDraft draft =
        PackageDraft.text(words.name, words.version)
            .licence(words.licence)
            .normalized()
            .tokens(trained.recipe().maxTokens(), trained.net().shape().vocabulary())
            .input("input_ids", Feature.TOKEN_IDS, 0)
            .input("word_ids", Feature.WORD_NGRAM_IDS, 0)
            .input("character_ids", Feature.CHARACTER_NGRAM_IDS, 0)
            .variant(precision, "model.onnx", Variant.DEFAULT_TOLERANCE)
            .provenance(words.provenance)
            .metrics(words.metrics);
    for (int task = 0; task < heads.tasks().size(); task++) {
      TaskLabels labels = heads.tasks().get(task);
      draft.task(
          new TaskSpec(labels.task(), labels.labels(), TaskKind.SOFTMAX),
          labels.task(),
          Calibration.temperature(trained.output().temperatures()[task]));
    }
    GOLDEN.forEach(draft::golden);
    ModelPackage written = PackageWriter.write(draft, files, target);
    delete(files);
    return written;
  }

  private ObjectNode config() {
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    config.put("model_type", "weir-bag-conv");
    config.put("vocab_size", trained.net().shape().vocabulary());
    config.put("hidden_size", trained.net().shape().hidden());
    config.put("filters", trained.net().shape().filters());
    config.put("pad_token_id", 0);
    return config;
  }

  private static void json(Path file, ObjectNode node) throws IOException {
    String text = MAPPER.writeValueAsString(node).replace("\r\n", "\n") + "\n";
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
