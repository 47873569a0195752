package dev.weir.scoring.policy;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The lists of a policy: as CEL's runtime takes them, and as sets for quick look-ups. Immutable.
 */
final class PolicyLists {

  static final String PREFIX = "lists.";
  static final PolicyLists NONE = new PolicyLists(Map.of());

  private final Map<String, List<String>> lists = new TreeMap<>();
  private final Map<String, Set<String>> sets = new HashMap<>();
  private final Map<String, Set<String>> words = new HashMap<>();

  PolicyLists(Map<String, List<String>> byName) {
    byName.forEach(
        (name, entries) -> {
          lists.put(PREFIX + name, List.copyOf(entries));
          sets.put(PREFIX + name, Set.copyOf(entries));
          words.put(PREFIX + name, lowered(entries));
        });
  }

  /** Their names as rules write them: {@code lists.name}. */
  Collection<String> names() {
    return lists.keySet();
  }

  List<String> list(String name) {
    return lists.getOrDefault(name, List.of());
  }

  Set<String> set(String name) {
    return sets.getOrDefault(name, Set.of());
  }

  /** The entries in lower case. */
  Set<String> words(String name) {
    return words.getOrDefault(name, Set.of());
  }

  static Set<String> lowered(Collection<String> entries) {
    return Set.copyOf(entries.stream().map(entry -> entry.toLowerCase(Locale.ROOT)).toList());
  }
}
