package dev.weir.retrain.transformer.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TextScorer;
import dev.weir.engine.pack.Feature;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.Split;
import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.retrain.dataset.snapshot.Snapshot;
import dev.weir.retrain.transformer.Fixture;
import dev.weir.retrain.transformer.Toy;
import dev.weir.retrain.transformer.encoder.Encoder;
import dev.weir.retrain.transformer.encoder.EncoderConfig;
import dev.weir.retrain.transformer.encoder.TokenBatch;
import dev.weir.retrain.transformer.graph.GraphRunner;
import dev.weir.retrain.transformer.weights.SafeTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class TransformerRecipeTest {
  private static final TransformerRecipe SMALL = new TransformerRecipe(2, 32, 2, 64, 48);

  @TempDir private Path dir;

  @Test
  void write_modelOfTheDefaultSize_graphGivesTheEncodersLogits() throws IOException {
    ModelPackage untrained =
        TransformerRecipe.defaults()
            .write(tokenizer(), List.of(TaskLabels.SENTIMENT), 5, dir.resolve("untrained"));
    EncoderConfig config = EncoderConfig.read(untrained.dir());
    Random random = new Random(1);
    TokenBatch batch =
        TokenBatch.of(
            List.of(
                random.longs(128, 5, config.vocabulary()).toArray(),
                random.longs(17, 5, config.vocabulary()).toArray(),
                random.longs(2, 5, config.vocabulary()).toArray()),
            config.padId());
    try (Encoder encoder = Encoder.of(config, SafeTensors.read(untrained.file(SafeTensors.FILE)));
        GraphRunner graph =
            GraphRunner.open(
                Files.readAllBytes(untrained.file("model.onnx")),
                untrained.manifest().inputs(),
                "plain")) {
      Fixture.assertClose(
          graph.run(Map.of(Feature.Sequence.TOKENS, batch), "logits"),
          encoder.logits(batch),
          1.2e-6f);
    }
    assertThat(untrained.manifest().heads().get(0).task().name()).isEqualTo("sentiment");
    assertThat(untrained.manifest().maxTokens()).isEqualTo(128);
  }

  @Test
  void run_separableTexts_areLearnedFromNothing() throws IOException {
    Snapshot snapshot = Toy.rows(TaskLabels.SPAM, 300, 60, 90);
    FineTuned trained =
        SMALL.run(
            tokenizer(),
            List.of(TaskLabels.SPAM),
            snapshot,
            FineTuneOptions.defaults().withEpochs(12).withLearningRate(2e-3f),
            new Target("from-nothing", "1", dir.resolve("package")),
            dir.resolve("untrained"),
            FineTuneListener.NONE);
    List<Example> heldOut = snapshot.dataset().in(Split.TEST);
    float[][] scores = FullFineTuningTest.engineScores(trained.pack(), heldOut);
    assertThat(FullFineTuningTest.accuracy(scores, heldOut, trained.pack())).isGreaterThan(0.9);
  }

  @Test
  void write_severalTasks_graphGivesTheEncodersLogitsOfEach() throws IOException {
    ModelPackage untrained = SMALL.write(tokenizer(), TaskLabels.WEIR, 5, dir.resolve("untrained"));
    EncoderConfig config = EncoderConfig.read(untrained.dir());
    TokenBatch batch = TokenBatch.of(List.of(new long[] {2, 7, 9, 3}, new long[] {2, 3}), 0);
    try (Encoder encoder = Encoder.of(config, SafeTensors.read(untrained.file(SafeTensors.FILE)));
        GraphRunner graph =
            GraphRunner.open(
                Files.readAllBytes(untrained.file("model.onnx")),
                untrained.manifest().inputs(),
                "plain")) {
      List<String> outputs = List.of("sentiment.logits", "spam.logits", "abuse.logits");
      float[][] logits = graph.run(Map.of(Feature.Sequence.TOKENS, batch), outputs);
      assertThat(logits[0]).hasSize(3 + 2 + 2);
      Fixture.assertClose(logits, encoder.logits(batch), 1.2e-6f);
    }
  }

  @Test
  void run_severalTasksEachWithRowsOfItsOwn_areAllLearned() throws IOException {
    Snapshot snapshot = Toy.ofTasks(TaskLabels.WEIR, 300, 60, 60);
    FineTuned trained =
        SMALL.run(
            tokenizer(),
            TaskLabels.WEIR,
            snapshot,
            FineTuneOptions.defaults().withEpochs(12).withLearningRate(2e-3f),
            new Target("from-nothing", "1", dir.resolve("package")),
            dir.resolve("untrained"),
            FineTuneListener.NONE);
    assertThat(trained.tasks())
        .extracting(LearnedTask::name)
        .containsExactly("sentiment", "spam", "abuse");
    assertThat(trained.parity()).isLessThan(1e-5f);
    for (TaskLabels task : TaskLabels.WEIR) {
      assertThat(accuracy(trained.pack(), task, snapshot)).as(task.task()).isGreaterThan(0.9);
    }
    trained
        .pack()
        .manifest()
        .heads()
        .forEach(
            head ->
                assertThat(head.calibration().scale())
                    .as(head.task().name())
                    .isNotEqualTo(1f)
                    .isPositive());
  }

  /** On the test rows that have a label of the task. */
  private static double accuracy(ModelPackage pack, TaskLabels task, Snapshot snapshot) {
    List<Example> heldOut =
        snapshot.dataset().in(Split.TEST).stream()
            .filter(example -> example.label(task) != null)
            .toList();
    try (TextScorer scorer = TextScorer.open(pack.dir(), ScorerOptions.defaults())) {
      int place =
          pack.manifest().heads().stream()
              .map(head -> head.task().name())
              .toList()
              .indexOf(task.task());
      List<ScoreOutcome> outcomes = scorer.score(heldOut.stream().map(Example::text).toList());
      int right = 0;
      for (int row = 0; row < heldOut.size(); row++) {
        float[] scores = ((ScoreOutcome.Scored) outcomes.get(row)).probabilities()[place];
        right +=
            Fit.best(scores) == task.index(String.valueOf(heldOut.get(row).label(task))) ? 1 : 0;
      }
      return (double) right / heldOut.size();
    }
  }

  /** A vocabulary of the toy's words, in the standard format. */
  public static JsonNode tokenizer() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("version", "1.0");
    root.putArray("added_tokens");
    root.putObject("normalizer")
        .put("type", "BertNormalizer")
        .put("clean_text", true)
        .put("handle_chinese_chars", true)
        .put("lowercase", true)
        .putNull("strip_accents");
    root.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
    ObjectNode processor = root.putObject("post_processor").put("type", "BertProcessing");
    processor.putArray("sep").add("[SEP]").add(3);
    processor.putArray("cls").add("[CLS]").add(2);
    ObjectNode model =
        root.putObject("model")
            .put("type", "WordPiece")
            .put("unk_token", "[UNK]")
            .put("continuing_subword_prefix", "##")
            .put("max_input_chars_per_word", 100);
    ObjectNode vocabulary = model.putObject("vocab");
    for (String piece : List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]")) {
      vocabulary.put(piece, vocabulary.size());
    }
    Toy.words().forEach(word -> vocabulary.put(word, vocabulary.size()));
    return root;
  }
}
