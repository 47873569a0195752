package dev.weir.engine.swap;

import dev.weir.engine.ScorerOptions;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import dev.weir.engine.event.EngineEvents;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.TrustedKeys;
import dev.weir.engine.pack.Variant;
import dev.weir.engine.session.LoadedModel;
import dev.weir.engine.session.Provider;
import dev.weir.engine.session.Tokenizers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The models of a process: whoever asks for a package that is loaded already shares it, and all of
 * them together stay within a memory cap. Thread-safe.
 *
 * <p>The pool holds no reference of its own: a model goes with its last user.
 */
public final class ModelPool {
  /** A session holds the weights about once more than the file; the rest is working memory. */
  private static final int WEIGHT_COPIES = 2;

  private static final long WORKING_BYTES = 16L << 20;
  private static final ModelPool PROCESS = new ModelPool(Long.MAX_VALUE);

  private final long maxBytes;
  private final Tokenizers tokenizers = new Tokenizers();
  private final Object lock = new Object();
  private final Map<Key, Entry> entries = new HashMap<>(); // guarded by lock

  private record Key(
      String digest, int maxTokens, Provider provider, Variant.@Nullable Precision precision) {}

  private record Entry(LoadedModel model, long bytes) {}

  /** A pool whose models together are estimated to take {@code maxBytes} at most. */
  public ModelPool(long maxBytes) {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes must be 1 or more, was " + maxBytes);
    }
    this.maxBytes = maxBytes;
  }

  /** The pool that this process's scorers share unless told otherwise; it has no cap. */
  public static ModelPool process() {
    return PROCESS;
  }

  /**
   * A package's model, loaded unless it is already. The caller owns one reference and gives it back
   * with {@link LoadedModel#release()}.
   *
   * @throws ModelPackageException if the package cannot be used, or would pass the cap; nothing
   *     changes
   */
  public LoadedModel acquire(Path packageDir, ScorerOptions options, EngineEvents events) {
    ModelPackage pack = ModelPackage.read(packageDir);
    if (!options.unsigned()) {
      TrustedKeys.ofEnvironment().require(pack);
    }
    Key key =
        new Key(
            pack.identity().digest(), options.maxTokens(), options.provider(), options.precision());
    synchronized (lock) {
      @Nullable Entry present = entries.get(key);
      if (present != null && present.model().retain()) {
        return present.model();
      }
      entries.values().removeIf(entry -> entry.model().isFreed());
      long bytes = estimate(pack);
      checkCap(pack, bytes);
      LoadedModel model = LoadedModel.load(pack, options, tokenizers, events);
      entries.put(key, new Entry(model, bytes));
      return model;
    }
  }

  /** Estimated bytes of the models that are loaded. */
  public long usedBytes() {
    synchronized (lock) {
      return entries.values().stream()
          .filter(entry -> !entry.model().isFreed())
          .mapToLong(Entry::bytes)
          .sum();
    }
  }

  private void checkCap(ModelPackage pack, long bytes) {
    long used = usedBytes();
    if (bytes > maxBytes - used) {
      throw new ModelPackageException(
          Problem.MEMORY_LIMIT,
          "model package "
              + pack.id()
              + ": loading it takes about "
              + mebibytes(bytes)
              + ", "
              + mebibytes(used)
              + " of "
              + mebibytes(maxBytes)
              + " for models are in use; retire a version first or raise the cap");
    }
  }

  private static long estimate(ModelPackage pack) {
    Variant variant = pack.manifest().variants().get(0);
    try {
      return WEIGHT_COPIES * Files.size(pack.file(variant.file())) + WORKING_BYTES;
    } catch (IOException e) {
      throw new ModelPackageException(
          Problem.MISSING_FILE,
          "model package " + pack.id() + ": " + variant.file() + " cannot be read (" + e + ")",
          e);
    }
  }

  private static String mebibytes(long bytes) {
    return (bytes >> 20) + " MiB";
  }
}
