package dev.weir.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.engine.TestModels;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.feature.IdArena;
import dev.weir.engine.feature.IdFeature;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.sample.SamplePackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizersTest {
  private static final int MAX_TOKENS = 16;
  @TempDir Path dir;
  private final Tokenizers tokenizers = new Tokenizers();

  @Test
  void versionsWithTheSameTokenizer_shareIt_untilTheLastIsClosed() throws IOException {
    IdFeature first = acquire(SamplePackage.write(dir.resolve("a")), MAX_TOKENS);
    IdFeature second = acquire(TestModels.otherVersion(dir.resolve("b"), "0.2.0"), MAX_TOKENS);
    assertThat(tokenizers.open()).isEqualTo(1);
    first.close();
    assertThat(tokenizers.open()).isEqualTo(1);
    assertThat(idsOf(second)).isNotEmpty();
    second.close();
    assertThat(tokenizers.open()).isZero();
  }

  @Test
  void otherLengths_areOtherTokenizers() throws IOException {
    Path pack = SamplePackage.write(dir);
    try (IdFeature small = acquire(pack, 3);
        IdFeature large = acquire(pack, MAX_TOKENS)) {
      assertThat(tokenizers.open()).isEqualTo(2);
      assertThat(idsOf(small)).hasSize(3);
      assertThat(idsOf(large)).hasSizeGreaterThan(3);
    }
    assertThat(tokenizers.open()).isZero();
  }

  @Test
  void tokenizerThatCannotBeUsed_isNotKept() throws IOException {
    Path pack = SamplePackage.write(dir);
    ModelPackage read = ModelPackage.read(pack);
    Files.writeString(pack.resolve("tokenizer.json"), "{\"model\":{\"type\":\"NoSuchModel\"}}");
    assertThatThrownBy(() -> tokenizers.acquire(read, MAX_TOKENS))
        .isInstanceOf(ModelPackageException.class);
    assertThat(tokenizers.open()).isZero();
  }

  private IdFeature acquire(Path pack, int maxTokens) {
    return tokenizers.acquire(ModelPackage.read(pack), maxTokens);
  }

  private static long[] idsOf(IdFeature tokenizer) {
    IdArena arena = new IdArena();
    String text = "great price and fast delivery";
    tokenizer.append(text, text, arena);
    arena.endRecord();
    return Arrays.copyOf(arena.ids(), arena.length(0));
  }
}
