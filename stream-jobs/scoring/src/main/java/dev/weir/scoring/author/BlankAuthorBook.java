package dev.weir.scoring.author;

import org.jspecify.annotations.Nullable;

/** Remembers nobody. */
enum BlankAuthorBook implements AuthorBook {
  INSTANCE;

  @Override
  public @Nullable AuthorMemory load(String authorId) {
    return null;
  }

  @Override
  public void save(String authorId, AuthorMemory memory) {
    // nothing is kept
  }
}
