package dev.weir.engine.feature;

import java.util.Arrays;
import java.util.Map;

/**
 * The pieces of a WordPiece vocabulary, found by walking a word's characters once. Immutable after
 * construction, thread-safe.
 *
 * <p>A trie whose edges stand in one open-addressed table, keyed by node and character. Pieces that
 * begin a word hang off one root, pieces that continue one off another.
 */
final class WordPieceTrie {
  static final int START = 0;
  static final int CONTINUE = 1;

  private static final int NO_PIECE = -1;
  private static final long EMPTY = -1;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private long[] keys;
  private int[] targets;
  private int[] pieces = new int[1024];
  private int nodes = 2;
  private int edges;
  private int shift;

  /**
   * A trie of a vocabulary.
   *
   * @param vocabulary token to id
   * @param continuation what a piece that continues a word begins with, such as {@code ##}
   */
  WordPieceTrie(Map<String, Integer> vocabulary, String continuation) {
    allocate(1 << 12);
    Arrays.fill(pieces, NO_PIECE);
    vocabulary.forEach(
        (token, id) -> {
          boolean continues = token.startsWith(continuation);
          String piece = continues ? token.substring(continuation.length()) : token;
          if (!piece.isEmpty()) {
            insert(continues ? CONTINUE : START, piece, id);
          }
          if (continues) {
            insert(START, token, id); // a word may begin with the marker's own characters
          }
        });
  }

  /**
   * The longest piece at the start of some characters.
   *
   * @param root {@link #START} or {@link #CONTINUE}
   * @return the piece's end in the upper and its id in the lower 32 bits; -1 if there is none
   */
  long longest(int root, char[] word, int from, int to) {
    long best = -1;
    int node = root;
    for (int i = from; i < to; i++) {
      node = child(node, word[i]);
      if (node < 0) {
        break;
      }
      int piece = pieces[node];
      if (piece != NO_PIECE) {
        best = ((long) (i + 1) << 32) | piece;
      }
    }
    return best;
  }

  private int child(int node, char c) {
    long key = ((long) node << 16) | c;
    int mask = keys.length - 1;
    int slot = (int) ((key * MIX) >>> shift);
    while (keys[slot] != key) {
      if (keys[slot] == EMPTY) {
        return -1;
      }
      slot = (slot + 1) & mask;
    }
    return targets[slot];
  }

  private void insert(int root, String piece, int id) {
    int node = root;
    for (int i = 0; i < piece.length(); i++) {
      int next = child(node, piece.charAt(i));
      if (next < 0) {
        next = nodes++;
        if (next == pieces.length) {
          pieces = Arrays.copyOf(pieces, next * 2);
          Arrays.fill(pieces, next, next * 2, NO_PIECE);
        }
        put(((long) node << 16) | piece.charAt(i), next);
      }
      node = next;
    }
    pieces[node] = id;
  }

  private void put(long key, int target) {
    if (++edges * 2 > keys.length) {
      long[] oldKeys = keys;
      int[] oldTargets = targets;
      allocate(keys.length * 2);
      for (int i = 0; i < oldKeys.length; i++) {
        if (oldKeys[i] != EMPTY) {
          place(oldKeys[i], oldTargets[i]);
        }
      }
    }
    place(key, target);
  }

  private void place(long key, int target) {
    int slot = (int) ((key * MIX) >>> shift);
    while (keys[slot] != EMPTY) {
      slot = (slot + 1) & (keys.length - 1);
    }
    keys[slot] = key;
    targets[slot] = target;
  }

  private void allocate(int capacity) {
    keys = new long[capacity];
    targets = new int[capacity];
    Arrays.fill(keys, EMPTY);
    shift = Long.SIZE - Integer.numberOfTrailingZeros(capacity);
  }
}
