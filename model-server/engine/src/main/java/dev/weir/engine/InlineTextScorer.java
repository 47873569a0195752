package dev.weir.engine;

import dev.weir.engine.ScoreOutcome.Rejected;
import dev.weir.engine.ScoreOutcome.Scored;
import dev.weir.engine.cache.ScoreCache;
import dev.weir.engine.feature.TextValidator;
import dev.weir.engine.session.BatchScorer;
import dev.weir.engine.session.LoadedModel;
import dev.weir.engine.swap.ModelSlot;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tokenizes and scores on the caller's thread, without a hand-over. Confined.
 *
 * <p>With a cache, a text that its model has scored before is not scored again, and a text that
 * stands in a window several times is scored once.
 */
final class InlineTextScorer implements TextScorer {
  private static final int WINDOW = 1024;
  private static final int NONE = -1;

  private final ModelSlot slot;
  private final boolean ownsSlot;
  private final ScorerOptions options;
  private final EngineServices services;
  private final TextValidator validator;
  private final int[] firstOfRow = new int[WINDOW];
  private final int[] nextRepeat = new int[WINDOW];
  private final String[] keyOfRow = new String[WINDOW];
  private final Map<String, Integer> rowOfText = new HashMap<>();
  private LoadedModel model;
  private BatchScorer scorer;
  private String cacheId;
  private boolean closed;

  InlineTextScorer(
      ModelSlot slot, boolean ownsSlot, ScorerOptions options, EngineServices services) {
    this.slot = slot;
    this.ownsSlot = ownsSlot;
    this.options = options;
    this.services = services;
    this.validator = new TextValidator(options.maxTextChars());
    slot.requireTexts();
    this.model = slot.acquire();
    this.scorer = newScorer();
    this.cacheId = newCacheId();
    model.release();
  }

  private BatchScorer newScorer() {
    return new BatchScorer(model, options.batches(model.session().provider()), services.events());
  }

  /** What scores in the cache depend on beside the text. */
  private String newCacheId() {
    return model.identity().digest() + '/' + options.maxTokens() + '/' + options.precision();
  }

  @Override
  public ModelIdentity model() {
    return model.identity();
  }

  @Override
  public List<TaskSpec> tasks() {
    return model.tasks();
  }

  @Override
  public List<ScoreOutcome> score(List<String> texts) {
    if (closed) {
      throw new IllegalStateException("the scorer of " + model() + " is closed; open another");
    }
    ScoreOutcome[] outcomes = new ScoreOutcome[texts.size()];
    LoadedModel now = slot.acquire();
    try {
      if (now != model) {
        model = now;
        scorer = newScorer();
        cacheId = newCacheId();
      }
      for (int from = 0; from < outcomes.length; from += WINDOW) {
        scoreWindow(texts, outcomes, from, Math.min(from + WINDOW, outcomes.length));
      }
    } finally {
      now.release();
    }
    return Collections.unmodifiableList(Arrays.asList(outcomes));
  }

  private void scoreWindow(List<String> texts, ScoreOutcome[] outcomes, int from, int to) {
    scorer.clear();
    @Nullable ScoreCache cache = services.cache();
    if (cache == null) {
      for (int i = from; i < to; i++) {
        @Nullable String text = texts.get(i);
        if (admit(text, outcomes, i) && text != null) {
          add(text, model.normalize(text), outcomes, i);
        }
      }
      scorer.score((row, outcome) -> outcomes[firstOfRow[row]] = outcome);
    } else {
      addUnlessKnown(cache, texts, outcomes, from, to);
      scorer.score((row, outcome) -> deliver(cache, outcomes, from, row, outcome));
    }
  }

  private boolean admit(@Nullable String text, ScoreOutcome[] outcomes, int i) {
    @Nullable Rejected rejected = validator.check(text);
    if (rejected != null) {
      reject(rejected, outcomes, i);
    }
    return rejected == null;
  }

  /** Adds a text as the window's next row; false if the tokenizer refuses it. */
  private boolean add(String text, String normalized, ScoreOutcome[] outcomes, int i) {
    firstOfRow[scorer.rows()] = i;
    @Nullable Rejected rejected = scorer.add(text, normalized);
    if (rejected != null) {
      reject(rejected, outcomes, i);
    }
    return rejected == null;
  }

  private void reject(Rejected rejected, ScoreOutcome[] outcomes, int i) {
    outcomes[i] = rejected;
    services.events().recordRejected().emit(rejected);
  }

  private void addUnlessKnown(
      ScoreCache cache, List<String> texts, ScoreOutcome[] outcomes, int from, int to) {
    rowOfText.clear();
    int hits = 0;
    int repeats = 0;
    for (int i = from; i < to; i++) {
      @Nullable String text = texts.get(i);
      if (!admit(text, outcomes, i) || text == null) {
        continue;
      }
      String normalized = model.normalize(text);
      String key = model.normalizedTextDecides() ? normalized : text;
      @Nullable Integer row = rowOfText.get(key);
      if (row != null) {
        // the row's records form a chain that starts at its first
        int first = firstOfRow[row];
        nextRepeat[i - from] = nextRepeat[first - from];
        nextRepeat[first - from] = i;
        repeats++;
        continue;
      }
      @Nullable Scored known = cache.get(cacheId, key);
      if (known != null) {
        outcomes[i] = known;
        hits++;
        continue;
      }
      int next = scorer.rows();
      nextRepeat[i - from] = NONE;
      if (add(text, normalized, outcomes, i)) {
        rowOfText.put(key, next);
        keyOfRow[next] = key;
      }
    }
    services.events().cacheUsed().emit(hits, repeats, scorer.rows());
  }

  private void deliver(
      ScoreCache cache, ScoreOutcome[] outcomes, int from, int row, ScoreOutcome outcome) {
    int first = firstOfRow[row];
    outcomes[first] = outcome;
    ScoreOutcome repeated = outcome;
    if (outcome instanceof Scored scored) {
      cache.put(cacheId, keyOfRow[row], scored);
      repeated = scored.asFromCache();
    }
    for (int i = nextRepeat[first - from]; i != NONE; i = nextRepeat[i - from]) {
      outcomes[i] = repeated;
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      if (ownsSlot) {
        slot.close();
      }
    }
  }
}
