package dev.weir.engine.session;

import dev.weir.engine.ModelIdentity;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TaskSpec;
import dev.weir.engine.batch.LengthBatches;
import dev.weir.engine.calibrate.ScoreHead;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.event.EngineEvents;
import dev.weir.engine.feature.IdFeature;
import dev.weir.engine.feature.NgramBags;
import dev.weir.engine.feature.TextNormalizer;
import dev.weir.engine.pack.Feature;
import dev.weir.engine.pack.HeadSpec;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.PackageManifest;
import dev.weir.engine.pack.TableInput;
import dev.weir.engine.pack.Variant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A package in memory: session, tokenizer and heads, shared by all threads that score with it.
 * Thread-safe.
 *
 * <p>Owns its native memory, which is freed when the last reference goes. Who loads a model holds
 * the first reference and gives it back by {@link #close()}; whoever may be using the model while
 * that happens takes one of its own with {@link #retain()} and gives it back with {@link
 * #release()}.
 */
public final class LoadedModel implements AutoCloseable {
  private final ModelPackage pack;
  private final ModelSession session;
  private final Variant.@Nullable Precision precision;
  private final List<Feature.Sequence> sequences;
  private final IdFeature[] features;
  private final ScoreHead[] heads;
  private final List<TaskSpec> tasks;
  private final AtomicInteger references = new AtomicInteger(1);
  private final AtomicBoolean closed = new AtomicBoolean();

  private LoadedModel(
      ModelPackage pack,
      ModelSession session,
      Variant.@Nullable Precision precision,
      List<Feature.Sequence> sequences,
      IdFeature[] features) {
    this.pack = pack;
    this.session = session;
    this.precision = precision;
    this.sequences = sequences;
    this.features = features;
    this.tasks = pack.manifest().heads().stream().map(HeadSpec::task).toList();
    this.heads = pack.manifest().heads().stream().map(LoadedModel::head).toArray(ScoreHead[]::new);
  }

  /**
   * Loads a package.
   *
   * @param options its tokens of a text, provider and precision
   * @param tokenizers where it shares its own with other models
   * @throws ModelPackageException if its files do not fit together; nothing stays loaded
   */
  public static LoadedModel load(
      ModelPackage pack, ScorerOptions options, Tokenizers tokenizers, EngineEvents events) {
    PackageManifest manifest = pack.manifest();
    int tokens =
        options.maxTokens() == 0
            ? manifest.maxTokens()
            : Math.min(options.maxTokens(), manifest.maxTokens());
    List<Feature.Sequence> sequences = manifest.sequences();
    IdFeature[] features =
        sequences.stream()
            .map(sequence -> feature(sequence, pack, tokens, tokenizers))
            .toArray(IdFeature[]::new);
    try {
      return new LoadedModel(
          pack,
          ModelSession.open(pack, options.provider(), options.precision(), events),
          options.precision(),
          sequences,
          features);
    } catch (RuntimeException e) {
      for (IdFeature feature : features) {
        feature.close();
      }
      throw e;
    }
  }

  private static IdFeature feature(
      Feature.Sequence sequence, ModelPackage pack, int maxTokens, Tokenizers tokenizers) {
    return switch (sequence) {
      case TOKENS -> tokenizers.acquire(pack, maxTokens);
      case WORD_NGRAMS -> NgramBags.words();
      case CHARACTER_NGRAMS -> NgramBags.characters();
    };
  }

  private static ScoreHead head(HeadSpec spec) {
    return ScoreHead.of(spec.task().kind(), spec.task().labels().size(), spec.calibration());
  }

  /** Buffers of one thread for this model. */
  public BatchRunner newRunner(LengthBatches batches) {
    int[] maxLengths = new int[features.length];
    for (int i = 0; i < maxLengths.length; i++) {
      maxLengths[i] = features[i].maxLength();
    }
    return new BatchRunner(
        pack.manifest().inputs(), pack.manifest().heads(), sequences, maxLengths, batches);
  }

  /** Buffers of one thread for so many rows at a time. */
  public RowRunner newRowRunner(int maxRows) {
    return new RowRunner(table(), pack.manifest().heads(), maxRows);
  }

  public ModelPackage pack() {
    return pack;
  }

  public ModelIdentity identity() {
    return pack.identity();
  }

  public List<TaskSpec> tasks() {
    return tasks;
  }

  public ModelSession session() {
    return session;
  }

  /** The graph that runs now. */
  Variant variant() {
    return ModelSession.variant(pack.manifest(), session.provider(), precision);
  }

  /** Whether it scores rows of a table, not texts. */
  public boolean scoresRows() {
    return pack.manifest().table() != null;
  }

  /** The input of a model that scores rows. */
  public TableInput table() {
    @Nullable TableInput table = pack.manifest().table();
    if (table == null) {
      throw new IllegalStateException("model " + identity() + " scores texts, not rows");
    }
    return table;
  }

  /** A text after the package's normalisation. */
  public String normalize(String text) {
    return pack.manifest().normalized() ? TextNormalizer.normalize(text) : text;
  }

  /**
   * Whether the scores of a text can be told from its normalised form alone; the shape of the word
   * bag is taken from the text as it came.
   */
  public boolean normalizedTextDecides() {
    return !sequences.contains(Feature.Sequence.WORD_NGRAMS);
  }

  /** How many lists of ids a text has. */
  public int sequences() {
    return features.length;
  }

  /** What makes the ids of a sequence. */
  public IdFeature feature(int sequence) {
    return features[sequence];
  }

  /** How many tasks there are. */
  public int headCount() {
    return heads.length;
  }

  /** The head of a task. */
  public ScoreHead head(int task) {
    return heads[task];
  }

  /**
   * Takes a reference.
   *
   * @return whether there was one to take; false if the model is freed already
   */
  public boolean retain() {
    int count = references.get();
    while (count > 0 && !references.compareAndSet(count, count + 1)) {
      count = references.get();
    }
    return count > 0;
  }

  /** Gives a reference back; the last one frees the model. */
  public void release() {
    int left = references.decrementAndGet();
    if (left < 0) {
      throw new IllegalStateException("model " + identity() + " was released once too often");
    }
    if (left == 0) {
      free();
    }
  }

  /** Whether its native memory is freed. */
  public boolean isFreed() {
    return references.get() == 0;
  }

  /** Gives the loader's reference back. Closing again does nothing. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      release();
    }
  }

  private void free() {
    try {
      session.close();
    } finally {
      for (IdFeature feature : features) {
        feature.close();
      }
    }
  }
}
