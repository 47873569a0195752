package dev.weir.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.engine.ScoreOutcome.Scored;
import dev.weir.engine.batch.LengthBatches;
import dev.weir.engine.event.EngineEvents;
import dev.weir.engine.feature.IdArena;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.session.BatchRunner;
import dev.weir.engine.session.LoadedModel;
import dev.weir.engine.session.Tokenizers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class HuggingFaceAgreementTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void logits_ofEveryFixture_equalPyTorchs() throws Exception {
    for (Path folder : Fixtures.huggingFace()) {
      JsonNode expected = JSON.readTree(folder.resolve("expected.json").toFile());
      try (LoadedModel model =
          LoadedModel.load(
              ModelPackage.read(folder),
              ScorerOptions.defaults(),
              new Tokenizers(),
              EngineEvents.unmeasured())) {
        IdArena arena = new IdArena();
        int rows = expected.get("input_ids").size();
        long[] sorted = new long[rows];
        for (int row = 0; row < rows; row++) {
          for (int t = 0; t < expected.get("input_ids").get(row).size(); t++) {
            if (expected.get("attention_mask").get(row).get(t).asInt() == 1) {
              arena.add(expected.get("input_ids").get(row).get(t).asLong());
            }
          }
          arena.endRecord();
          sorted[row] = row;
        }
        BatchRunner runner = model.newRunner(new LengthBatches(rows, 64, 0, 1));
        runner.run(model.session(), new IdArena[] {arena}, sorted, 0, rows);
        JsonNode logits = expected.get("logits");
        int labels = logits.get(0).size();
        for (int row = 0; row < rows; row++) {
          for (int label = 0; label < labels; label++) {
            assertThat(runner.output(0).get(row * labels + label))
                .as("%s row %d label %d", folder.getFileName(), row, label)
                .isCloseTo((float) logits.get(row).get(label).asDouble(), within(1e-5f));
          }
        }
      }
    }
  }

  @Test
  void score_ofEveryFixture_givesProbabilities() {
    for (Path folder : Fixtures.huggingFace()) {
      try (TextScorer scorer = TextScorer.open(folder, ScorerOptions.defaults())) {
        List<ScoreOutcome> outcomes =
            scorer.score(List.of("A short line.", "a much longer line of text ".repeat(200)));
        assertThat(outcomes).as(folder.toString()).hasOnlyElementsOfType(Scored.class);
        assertThat(((Scored) outcomes.get(1)).tokens()).isEqualTo(512);
        for (ScoreOutcome outcome : outcomes) {
          float sum = 0;
          for (float probability : ((Scored) outcome).probabilities()[0]) {
            sum += probability;
          }
          assertThat(sum).isCloseTo(1, within(1e-5f));
        }
      }
    }
  }
}
