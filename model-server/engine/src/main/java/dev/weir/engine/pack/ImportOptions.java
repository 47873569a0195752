package dev.weir.engine.pack;

import org.jspecify.annotations.Nullable;

/**
 * What an import cannot know from the folder.
 *
 * @param name of the package; null: the folder's name
 * @param version of the package; null: {@code 1}
 * @param task name of the model's task, such as {@code spam}; null: told from the labels
 * @param licence of the weights, as an SPDX expression; null: {@code unknown}
 */
public record ImportOptions(
    @Nullable String name,
    @Nullable String version,
    @Nullable String task,
    @Nullable String licence) {
  /** All told from the folder. */
  public static ImportOptions defaults() {
    return new ImportOptions(null, null, null, null);
  }
}
