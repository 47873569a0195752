package dev.weir.retrain.evaluate.text;

import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.ScoreOutcome.Scored;
import dev.weir.engine.TextScorer;
import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.retrain.evaluate.ObfuscationResult;
import dev.weir.retrain.evaluate.ObfuscationResult.Kind;
import dev.weir.simulator.random.Dice;
import dev.weir.simulator.text.Disguise;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Disguises the texts that are looked for (spam, abuse) as the simulator's spammers do, and scores
 * them again. Only tasks of two labels have such texts. Stateless.
 */
final class Obfuscation {
  private static final List<Disguise> KINDS =
      List.of(Disguise.HOMOGLYPH, Disguise.ZERO_WIDTH, Disguise.LEET, Disguise.SPACED);

  private Obfuscation() {}

  static Optional<ObfuscationResult> measure(
      TextScorer scorer, TaskLabels task, HeadMatch head, List<Example> examples, long seed) {
    if (head.task().labels().size() != 2) {
      return Optional.empty();
    }
    String label = head.task().labels().get(1);
    List<Example> wanted = examples.stream().filter(e -> label.equals(e.label(task))).toList();
    List<Kind> kinds = new ArrayList<>();
    long n = 0;
    double clean = 0;
    double disguised = 0;
    for (Disguise disguise : KINDS) {
      Dice dice = new Dice(seed);
      List<String> before = new ArrayList<>();
      List<String> after = new ArrayList<>();
      for (Example example : wanted) {
        String changed = disguise.apply(example.text(), isChinese(example), dice);
        if (!changed.equals(example.text())) {
          before.add(example.text());
          after.add(changed);
        }
      }
      if (!before.isEmpty()) {
        Kind kind =
            new Kind(
                disguise.name().toLowerCase(Locale.ROOT),
                before.size(),
                recall(scorer, head, before),
                recall(scorer, head, after));
        kinds.add(kind);
        n += kind.n();
        clean += kind.n() * kind.clean();
        disguised += kind.n() * kind.disguised();
      }
    }
    return kinds.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ObfuscationResult(
                task.task(), label, kinds, new Kind("all", n, clean / n, disguised / n)));
  }

  private static boolean isChinese(Example example) {
    String language = example.language();
    return language != null && language.startsWith("zh");
  }

  private static double recall(TextScorer scorer, HeadMatch head, List<String> texts) {
    long found = 0;
    for (ScoreOutcome outcome : TextScores.of(scorer, texts, done -> {}).outcomes()) {
      if (outcome instanceof Scored scored) {
        float[] probabilities = head.probabilities(scored.probabilities());
        found += probabilities[1] > probabilities[0] ? 1 : 0;
      }
    }
    return (double) found / texts.size();
  }
}
