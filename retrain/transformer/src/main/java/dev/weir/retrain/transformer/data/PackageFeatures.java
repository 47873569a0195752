package dev.weir.retrain.transformer.data;

import dev.weir.engine.ScorerOptions;
import dev.weir.engine.feature.IdArena;
import dev.weir.engine.feature.IdFeature;
import dev.weir.engine.feature.NgramBags;
import dev.weir.engine.feature.TextNormalizer;
import dev.weir.engine.feature.TextValidator;
import dev.weir.engine.pack.Feature;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.session.Tokenizers;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes ids of texts as the engine makes them when it scores with a package. Confined to one
 * thread; owns the tokenizer.
 */
public final class PackageFeatures implements AutoCloseable {
  private final boolean normalized;
  private final Map<Feature.Sequence, IdFeature> features;
  private final TextValidator validator =
      new TextValidator(ScorerOptions.defaults().maxTextChars());
  private final IdArena arena = new IdArena();

  private PackageFeatures(boolean normalized, Map<Feature.Sequence, IdFeature> features) {
    this.normalized = normalized;
    this.features = features;
  }

  /**
   * The features of a package.
   *
   * @param maxTokens of a text, special tokens included; 0: as many as the package takes
   */
  public static PackageFeatures open(ModelPackage pack, int maxTokens) {
    int longest = pack.manifest().maxTokens();
    int tokens = maxTokens == 0 ? longest : Math.min(maxTokens, longest);
    Map<Feature.Sequence, IdFeature> features = new EnumMap<>(Feature.Sequence.class);
    for (Feature.Sequence sequence : pack.manifest().sequences()) {
      features.put(
          sequence,
          switch (sequence) {
            case TOKENS -> new Tokenizers().acquire(pack, tokens);
            case WORD_NGRAMS -> NgramBags.words();
            case CHARACTER_NGRAMS -> NgramBags.characters();
          });
    }
    return new PackageFeatures(pack.manifest().normalized(), features);
  }

  /** The ids of a text; null for one that the engine would not score. */
  public @Nullable Map<Feature.Sequence, long[]> ids(String text) {
    if (validator.check(text) != null) {
      return null;
    }
    String plain = normalized ? TextNormalizer.normalize(text) : text;
    Map<Feature.Sequence, long[]> ids = new EnumMap<>(Feature.Sequence.class);
    features.forEach(
        (sequence, feature) -> {
          arena.clear();
          feature.append(text, plain, arena);
          ids.put(sequence, Arrays.copyOf(arena.ids(), arena.open()));
        });
    return ids;
  }

  @Override
  public void close() {
    features.values().forEach(IdFeature::close);
  }
}
