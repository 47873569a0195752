package dev.weir.retrain.text.vocabulary;

import dev.weir.engine.feature.BertWords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Learns a WordPiece vocabulary as the Hugging Face trainer does: every word is cut into
 * characters, then the most frequent pair of neighbouring pieces becomes a piece, until the
 * vocabulary is full (byte-pair merges after Sennrich et al., 2016, with WordPiece's marker {@code
 * ##} on pieces that continue a word). Ties go to the smaller pair, so that the same texts give the
 * same vocabulary. Confined to one thread.
 */
public final class WordPieceLearner {
  /** What a piece that continues a word begins with. */
  public static final String CONTINUATION = "##";

  private final int size;
  private final int least;
  private final List<String> pieces = new ArrayList<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private final Map<Long, Long> pairCounts = new HashMap<>();
  private final Map<Long, Set<Integer>> pairWords = new HashMap<>();

  private WordPieceLearner(int size, int least) {
    this.size = size;
    this.least = least;
  }

  /**
   * A vocabulary, the specials first, then characters, then pieces by the order of their merging.
   *
   * @param normalized texts after the engine's normalisation
   * @param specials tokens that stand for no text
   * @param size pieces, at most
   * @param least times that a character or a pair must occur
   */
  public static List<String> learn(
      Iterable<String> normalized, List<String> specials, int size, int least) {
    Map<String, Integer> words = new LinkedHashMap<>();
    BertWords splitter = new BertWords();
    for (String text : normalized) {
      splitter.forEach(text, word -> words.merge(word, 1, Integer::sum));
    }
    WordPieceLearner learner = new WordPieceLearner(size, least);
    specials.forEach(learner::add);
    learner.run(words);
    return List.copyOf(learner.pieces);
  }

  private void run(Map<String, Integer> words) {
    addCharacters(words);
    List<int[]> cut = new ArrayList<>();
    List<Integer> counts = new ArrayList<>();
    words.forEach(
        (word, count) -> {
          int[] symbols = characters(word);
          if (symbols.length > 1) {
            cut.add(symbols);
            counts.add(count);
          }
        });
    for (int word = 0; word < cut.size(); word++) {
      count(cut.get(word), word, counts.get(word));
    }
    PriorityQueue<Pair> queue =
        new PriorityQueue<>(
            Comparator.comparingLong(Pair::count).reversed().thenComparingLong(Pair::key));
    pairCounts.forEach((key, count) -> queue.add(new Pair(key, count)));
    while (pieces.size() < size && !queue.isEmpty()) {
      Pair best = queue.poll();
      long now = pairCounts.getOrDefault(best.key, 0L);
      if (now != best.count) {
        if (now >= least) {
          queue.add(new Pair(best.key, now));
        }
        continue;
      }
      if (now < least) {
        break;
      }
      merge(best.key, cut, counts, queue);
    }
  }

  private void addCharacters(Map<String, Integer> words) {
    Map<String, Long> seen = new HashMap<>();
    words.forEach(
        (word, count) -> {
          for (int i = 0; i < word.length(); i++) {
            String c = word.substring(i, i + 1);
            seen.merge(i == 0 ? c : CONTINUATION + c, (long) count, Long::sum);
          }
        });
    seen.entrySet().stream()
        .filter(entry -> entry.getValue() >= least)
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(Math.max(0, size - pieces.size()))
        .forEach(entry -> add(entry.getKey()));
  }

  /** The word's characters as pieces; empty if one of them is in no piece. */
  private int[] characters(String word) {
    int[] symbols = new int[word.length()];
    for (int i = 0; i < symbols.length; i++) {
      String c = word.substring(i, i + 1);
      Integer id = ids.get(i == 0 ? c : CONTINUATION + c);
      if (id == null) {
        return new int[0];
      }
      symbols[i] = id;
    }
    return symbols;
  }

  private void count(int[] symbols, int word, int count) {
    for (int i = 0; i + 1 < symbols.length; i++) {
      long key = key(symbols[i], symbols[i + 1]);
      pairCounts.merge(key, (long) count, Long::sum);
      pairWords.computeIfAbsent(key, k -> new HashSet<>()).add(word);
    }
  }

  private void merge(long key, List<int[]> cut, List<Integer> counts, PriorityQueue<Pair> queue) {
    int left = (int) (key >>> 32);
    int right = (int) key;
    int merged = add(pieces.get(left) + pieces.get(right).substring(CONTINUATION.length()));
    Set<Long> changed = new HashSet<>();
    for (int word : pairWords.getOrDefault(key, Set.of()).stream().sorted().toList()) {
      int[] old = cut.get(word);
      int[] symbols = replace(old, left, right, merged);
      if (symbols.length == old.length) {
        continue;
      }
      for (int i = 0; i + 1 < old.length; i++) {
        pairCounts.merge(key(old[i], old[i + 1]), -(long) counts.get(word), Long::sum);
      }
      cut.set(word, symbols);
      count(symbols, word, counts.get(word));
      for (int i = 0; i + 1 < symbols.length; i++) {
        changed.add(key(symbols[i], symbols[i + 1]));
      }
    }
    pairCounts.remove(key);
    pairWords.remove(key);
    changed.forEach(pair -> queue.add(new Pair(pair, pairCounts.getOrDefault(pair, 0L))));
  }

  private static int[] replace(int[] symbols, int left, int right, int merged) {
    int[] result = new int[symbols.length];
    int length = 0;
    for (int i = 0; i < symbols.length; i++) {
      if (i + 1 < symbols.length && symbols[i] == left && symbols[i + 1] == right) {
        result[length++] = merged;
        i++;
      } else {
        result[length++] = symbols[i];
      }
    }
    return java.util.Arrays.copyOf(result, length);
  }

  private int add(String piece) {
    Integer known = ids.putIfAbsent(piece, pieces.size());
    if (known != null) {
      return known; // two ways to the same piece
    }
    pieces.add(piece);
    return pieces.size() - 1;
  }

  private static long key(int left, int right) {
    return (long) left << 32 | right;
  }

  private record Pair(long key, long count) {}
}
