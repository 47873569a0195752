package dev.weir.engine.pack;

import dev.weir.engine.ModelIdentity;
import java.nio.file.Path;
import java.util.List;

/**
 * A package that an import wrote.
 *
 * @param dir its folder in the store
 * @param model its name, version and digest
 * @param smoke the texts that were scored to try it, with their scores; they are its golden
 *     examples from now on
 */
public record ImportResult(Path dir, ModelIdentity model, List<GoldenExample> smoke) {
  public ImportResult {
    smoke = List.copyOf(smoke);
  }
}
