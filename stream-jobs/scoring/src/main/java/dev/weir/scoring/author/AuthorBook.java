package dev.weir.scoring.author;

import org.jspecify.annotations.Nullable;

/**
 * Where the memories of authors are kept: the state of an engine's binding. Used by the thread that
 * scores, for authors of the batch only.
 */
public interface AuthorBook {

  /** The memory of that author, or null where there is none. */
  @Nullable AuthorMemory load(String authorId);

  /** Keeps a memory until {@link AuthorMemory#expiresAtMillis()}, in place of an earlier one. */
  void save(String authorId, AuthorMemory memory);

  /** A book that remembers nobody. */
  static AuthorBook blank() {
    return BlankAuthorBook.INSTANCE;
  }
}
