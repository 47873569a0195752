package dev.weir.flink.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a bucket remembers on the heap: {@value #PAGES} pages of {@link Entries}, on one of which a
 * name is. Changed in place, so that remembering a name makes no garbage and gives the collector no
 * reference to follow.
 *
 * <p>A snapshot may read a shelf while its {@link #copy} goes on. The two share their pages: beyond
 * the size that the snapshot knows, a page may be written to; for any other change the copy first
 * makes the page its own. Otherwise confined to the task's thread.
 */
public final class Shelf {

  /** Part of every savepoint. Some 15 names a page after two million in all buckets. */
  static final int PAGES = 16;

  private static final int SHARE_TO_COME = 2;
  private static final byte[] NONE = new byte[0];

  private final byte[][] pages;
  private final int[] sizes;

  /** A bit for each page that no other shelf shares. */
  private int own;

  /** An empty one. */
  Shelf() {
    pages = new byte[PAGES][];
    Arrays.fill(pages, NONE);
    sizes = new int[PAGES];
  }

  private Shelf(Shelf other) {
    pages = other.pages.clone();
    sizes = other.sizes.clone();
  }

  /** One that goes on while this one is only read. */
  Shelf copy() {
    return new Shelf(this);
  }

  /** The page of that number, of which the first {@link #size} bytes count. */
  byte[] page(int number) {
    return pages[number];
  }

  int size(int number) {
    return sizes[number];
  }

  /** Puts a page there, which is the shelf's own from now on. */
  void place(int number, byte[] page) {
    pages[number] = page;
    sizes[number] = page.length;
    own |= 1 << number;
  }

  /** The memory of that name, or null. */
  byte @Nullable [] find(byte[] name) {
    int number = pageOf(name);
    int at = Entries.find(pages[number], sizes[number], name);
    return at < 0 ? null : Entries.memory(pages[number], at);
  }

  /** Remembers that instead of what was under the name. */
  void put(byte[] name, byte[] memory, long expiresAtMillis) {
    int number = pageOf(name);
    int size = Entries.sizeOf(name, memory);
    int known = Entries.find(pages[number], sizes[number], name);
    if (known >= 0) {
      if (isShared(number)) {
        grow(number, size);
      }
      if (Entries.end(pages[number], known) - known == size) {
        Entries.write(pages[number], known, name, memory, expiresAtMillis);
        return;
      }
      remove(number, known);
    }
    if (pages[number].length - sizes[number] < size) {
      grow(number, size);
    }
    Entries.write(pages[number], sizes[number], name, memory, expiresAtMillis);
    sizes[number] += size;
  }

  /**
   * Forgets what has expired.
   *
   * @return when the first of what is left expires; {@link Long#MAX_VALUE} where nothing is
   */
  long sweep(long nowMillis) {
    long earliest = Long.MAX_VALUE;
    for (int number = 0; number < PAGES; number++) {
      if (Entries.earliestExpiry(pages[number], sizes[number]) <= nowMillis) {
        forget(number, nowMillis);
      }
      earliest = Math.min(earliest, Entries.earliestExpiry(pages[number], sizes[number]));
    }
    return earliest;
  }

  /** Moves what lives to the front, of an array half as long where most of it is empty. */
  private void forget(int number, long nowMillis) {
    if (isShared(number)) {
      grow(number, 0);
    }
    byte[] page = pages[number];
    sizes[number] = Entries.copyLiving(page, sizes[number], nowMillis, page);
    if (sizes[number] < page.length / 2) {
      grow(number, 0);
    }
  }

  private boolean isShared(int number) {
    return (own & (1 << number)) == 0;
  }

  private void grow(int number, int bytes) {
    pages[number] =
        Arrays.copyOf(pages[number], sizes[number] + bytes + sizes[number] / SHARE_TO_COME);
    own |= 1 << number;
  }

  private void remove(int number, int at) {
    int end = Entries.end(pages[number], at);
    System.arraycopy(pages[number], end, pages[number], at, sizes[number] - end);
    sizes[number] -= end - at;
  }

  private static int pageOf(byte[] name) {
    int mixed = Arrays.hashCode(name);
    mixed = (mixed ^ mixed >>> 16) * 0x85EBCA6B;
    mixed = (mixed ^ mixed >>> 13) * 0xC2B2AE35;
    return (mixed ^ mixed >>> 16) & (PAGES - 1);
  }
}
