package dev.weir.engine.bench.micro;

import dev.weir.engine.feature.HuggingFaceTokens;
import dev.weir.engine.feature.IdArena;
import dev.weir.engine.feature.IdFeature;
import dev.weir.engine.feature.NgramBags;
import dev.weir.engine.feature.TextNormalizer;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.TokenizerFile;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What becomes of one text before the model sees it: some 22 tokens. */
@State(Scope.Thread)
public class FeatureBenchmark {
  private final IdArena arena = new IdArena();
  private final IdFeature words = NgramBags.words();
  private final IdFeature characters = NgramBags.characters();
  private @Nullable IdFeature library;

  /** Opens the library's tokenizer of the same file. */
  @Setup
  public void open(PackageTexts texts) {
    ModelPackage read = ModelPackage.read(Path.of(texts.pack));
    library =
        HuggingFaceTokens.of(
            TokenizerFile.read(read).json(), read.manifest().maxTokens(), read.id());
  }

  /** Closes it. */
  @TearDown
  public void close() {
    library().close();
  }

  /** Normalisation. */
  @Benchmark
  public String normalize(PackageTexts texts) {
    return TextNormalizer.normalize(texts.next());
  }

  /** The package's tokenizer, in Java where it can be. */
  @Benchmark
  public int tokenize(PackageTexts texts) {
    return append(texts.model().feature(0), texts.next());
  }

  /** The same tokenizer in the Hugging Face library. */
  @Benchmark
  public int tokenizeByLibrary(PackageTexts texts) {
    return append(library(), texts.next());
  }

  /** Both bags of hashed n-grams. */
  @Benchmark
  public int ngramBags(PackageTexts texts) {
    String text = texts.next();
    return append(words, text) + append(characters, text);
  }

  private IdFeature library() {
    return Objects.requireNonNull(library, "open comes first");
  }

  private int append(IdFeature feature, String text) {
    arena.clear();
    feature.append(text, text, arena);
    arena.endRecord();
    return arena.length(0);
  }
}
