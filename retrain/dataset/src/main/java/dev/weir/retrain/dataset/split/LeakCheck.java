package dev.weir.retrain.dataset.split;

import dev.weir.retrain.dataset.DatasetException;
import dev.weir.retrain.dataset.DatasetException.Problem;
import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.LeakPolicy;
import dev.weir.retrain.dataset.LeakReport;
import dev.weir.retrain.dataset.LeakReport.Leak;
import dev.weir.retrain.dataset.Split;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds texts that stand in more than one split, over all sets together, and leaves them out or
 * refuses the data. Two rows meet only if both have a label of the same task: what one task learns
 * from a text spoils no other. Stateless.
 */
public final class LeakCheck {
  /** The examples that stay, and what was found. */
  public record Result(List<Example> examples, LeakReport report) {
    public Result {
      examples = List.copyOf(examples);
    }
  }

  private LeakCheck() {}

  /**
   * Checks examples.
   *
   * @param name of the data, for messages
   * @throws DatasetException if texts leak and the policy is {@link LeakPolicy#REFUSE}
   */
  public static Result check(String name, List<Example> examples, LeakPolicy policy) {
    List<List<String>> keys = examples.stream().map(LeakCheck::keys).toList();
    Map<Split, Set<String>> texts = new EnumMap<>(Split.class);
    Map<Split, Long> duplicates = new EnumMap<>(Split.class);
    Map<String, Set<String>> labels = new HashMap<>();
    for (int i = 0; i < examples.size(); i++) {
      Example example = examples.get(i);
      Set<String> seen = texts.computeIfAbsent(example.split(), split -> new HashSet<>());
      boolean repeats = false;
      for (String key : keys.get(i)) {
        repeats |= !seen.add(key);
        String task = key.substring(0, key.indexOf('\0'));
        labels
            .computeIfAbsent(key, k -> new TreeSet<>())
            .add(example.labels().getOrDefault(task, ""));
      }
      if (repeats) {
        duplicates.merge(example.split(), 1L, Long::sum);
      }
    }
    List<Leak> leaks = leaks(examples, keys, texts);
    if (!leaks.isEmpty() && policy == LeakPolicy.REFUSE) {
      throw new DatasetException(
          Problem.LEAKY_SPLIT,
          "%s: the splits share texts: %s. Remove them, or have the rows left out (drop leaks)"
              .formatted(
                  name, leaks.stream().map(Leak::toString).collect(Collectors.joining("; "))));
    }
    List<Example> kept = new ArrayList<>(examples.size());
    Map<Split, Long> dropped = new EnumMap<>(Split.class);
    for (int i = 0; i < examples.size(); i++) {
      Split split = examples.get(i).split();
      if (policy == LeakPolicy.DROP && leaks(keys.get(i), split, texts)) {
        dropped.merge(split, 1L, Long::sum);
      } else {
        kept.add(examples.get(i));
      }
    }
    long contradictions = labels.values().stream().filter(set -> set.size() > 1).count();
    return new Result(kept, new LeakReport(leaks, dropped, duplicates, contradictions));
  }

  private static List<String> keys(Example example) {
    String text = TextKey.of(example);
    Set<String> tasks =
        example.labels().isEmpty() ? example.auxiliary().keySet() : example.labels().keySet();
    return tasks.stream().map(task -> task + '\0' + text).toList();
  }

  private static boolean leaks(List<String> keys, Split split, Map<Split, Set<String>> texts) {
    for (Split into : Split.values()) {
      if (into.compareTo(split) > 0
          && keys.stream().anyMatch(texts.getOrDefault(into, Set.of())::contains)) {
        return true;
      }
    }
    return false;
  }

  private static List<Leak> leaks(
      List<Example> examples, List<List<String>> keys, Map<Split, Set<String>> texts) {
    List<Leak> leaks = new ArrayList<>();
    for (Split from : Split.values()) {
      for (Split into : Split.values()) {
        Set<String> known = texts.getOrDefault(into, Set.of());
        if (into.compareTo(from) <= 0 || known.isEmpty()) {
          continue;
        }
        long rows = 0;
        Set<String> shared = new HashSet<>();
        for (int i = 0; i < examples.size(); i++) {
          if (examples.get(i).split() == from) {
            List<String> hits = keys.get(i).stream().filter(known::contains).toList();
            rows += hits.isEmpty() ? 0 : 1;
            hits.forEach(key -> shared.add(key.substring(key.indexOf('\0'))));
          }
        }
        if (rows > 0) {
          leaks.add(new Leak(from, into, rows, shared.size()));
        }
      }
    }
    return leaks;
  }
}
