package dev.weir.scoring;

import dev.weir.scoring.author.AuthorBook;
import dev.weir.scoring.author.AuthorMemory;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The authors of one batch: each is loaded once, changed record by record and saved once, when the
 * whole batch is answered. Confined to one thread.
 */
final class BatchAuthors {

  private final AuthorBook book;
  private final Map<String, AuthorMemory> memories = new LinkedHashMap<>();

  BatchAuthors(AuthorBook book) {
    this.book = book;
  }

  /** The memory of that author so far; an author without an id has none. */
  AuthorMemory memory(String authorId) {
    AuthorMemory known = memories.get(authorId);
    if (known == null && !authorId.isEmpty()) {
      known = book.load(authorId);
    }
    return known == null ? AuthorMemory.empty() : known;
  }

  void put(String authorId, AuthorMemory memory) {
    if (!authorId.isEmpty()) {
      memories.put(authorId, memory);
    }
  }

  void save() {
    memories.forEach(book::save);
  }
}
