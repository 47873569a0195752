package dev.weir.cli.command;

/** The networks that {@code weir train text} can train. */
enum TextRecipe {
  /** A convolution beside hashed n-grams, all tasks at once; the shipped model's. */
  CONVOLUTION,
  /** A small transformer, one task. */
  TRANSFORMER
}
