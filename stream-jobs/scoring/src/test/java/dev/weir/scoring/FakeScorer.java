package dev.weir.scoring;

import dev.weir.engine.ModelIdentity;
import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.TaskKind;
import dev.weir.engine.TaskSpec;
import dev.weir.engine.TextScorer;
import dev.weir.scoring.verdict.TextVerdicts;
import java.util.ArrayList;
import java.util.List;

/** A spam model whose probability is a hundredth of the text's length; rejects on demand. */
class FakeScorer implements TextScorer {

  static final String UNTOKENIZABLE = "untokenizable";

  final List<List<String>> batches = new ArrayList<>();
  private final ModelIdentity identity;
  volatile boolean closed;

  FakeScorer() {
    this("fake");
  }

  FakeScorer(String name) {
    identity = new ModelIdentity(name, "1.0.0", "digest-" + name);
  }

  /** The scorer with what goes with it. */
  TextModel asModel() {
    return new TextModel(this, new TextVerdicts(model(), tasks()), new EngineMeter(), 1);
  }

  @Override
  public ModelIdentity model() {
    return identity;
  }

  @Override
  public List<TaskSpec> tasks() {
    return List.of(new TaskSpec("spam", List.of("ham", "spam"), TaskKind.SOFTMAX));
  }

  @Override
  public List<ScoreOutcome> score(List<String> texts) {
    batches.add(List.copyOf(texts));
    return texts.stream().map(FakeScorer::score).toList();
  }

  private static ScoreOutcome score(String text) {
    if (text.equals(UNTOKENIZABLE)) {
      return new ScoreOutcome.Rejected("tokenize", "tokenizer-failed", "no tokens came out");
    }
    float spam = Math.min(1, text.length() / 100f);
    return new ScoreOutcome.Scored(new float[][] {{1 - spam, spam}}, text.length());
  }

  @Override
  public void close() {
    closed = true;
  }
}
