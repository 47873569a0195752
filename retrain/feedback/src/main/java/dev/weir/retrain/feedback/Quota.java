package dev.weir.retrain.feedback;

import dev.weir.schemas.LabelerKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes examples away until no source is more of the set than it may be; which ones, their draw
 * says. Every example that goes makes the set smaller and the shares of others larger, so it goes
 * round until nothing changes. Stateless.
 */
final class Quota {
  private static final double EVEN_AND_HALF = 1.5;
  private static final double HALF = 0.5;
  private static final Set<LabelerKind> SYSTEMS =
      Set.of(LabelerKind.GOLDEN, LabelerKind.CHARGEBACK);
  private static final Set<LabelerKind> BOUNDED_KINDS =
      Set.of(LabelerKind.USER_REPORT, LabelerKind.OTHER);

  private Quota() {}

  /** What somebody holds of a set. Confined. */
  private static final class Holding {
    final List<Answered> examples = new ArrayList<>();
    double weight;
  }

  /** Those of labellers, each within its share. */
  static List<Answered> ofLabelers(List<Answered> all, GuardSettings settings) {
    return within(
        all,
        example ->
            example.behind().stream().filter(one -> !SYSTEMS.contains(one.getKind())).toList(),
        (holdings, size) ->
            holdings.size() <= 1
                ? size
                : Math.max(
                    settings.labelerFree(),
                    size * Math.max(settings.labelerShare(), few(holdings))));
  }

  /** Half more than an even part of as many as there in effect are (inverse Simpson index). */
  private static double few(Collection<Holding> holdings) {
    double all = holdings.stream().mapToDouble(holding -> holding.weight).sum();
    double effective =
        1 / holdings.stream().mapToDouble(one -> Math.pow(one.weight / all, 2)).sum();
    return Math.min(HALF, EVEN_AND_HALF / effective);
  }

  /** Those that reports of users or other kinds alone stand behind, each kind within its share. */
  static List<Answered> ofKinds(List<Answered> all, GuardSettings settings) {
    return within(
        all,
        example -> {
          Set<LabelerKind> kinds = new HashSet<>();
          example.behind().forEach(one -> kinds.add(one.getKind()));
          return BOUNDED_KINDS.containsAll(kinds) ? List.copyOf(kinds) : List.of();
        },
        (holdings, size) -> Math.max(settings.kindFree(), settings.kindShare() * size));
  }

  /** Those of authors or cards, each within its share. */
  static List<Answered> ofAuthors(List<Answered> all, GuardSettings settings) {
    return within(
        all,
        example -> {
          @Nullable String author = example.question().author();
          return author == null ? List.of() : List.of(author);
        },
        (holdings, size) -> Math.max(settings.authorFree(), settings.authorShare() * size));
  }

  /** How much one of them may hold of a set of that size. */
  private interface Limit {
    double of(Collection<Holding> holdings, int size);
  }

  private static <K> List<Answered> within(
      List<Answered> all, Function<Answered, List<K>> holders, Limit limit) {
    List<Answered> kept = all;
    while (true) {
      Map<K, Holding> holdings = new HashMap<>();
      for (Answered example : kept) {
        List<K> behind = holders.apply(example);
        for (K holder : behind) {
          Holding holding = holdings.computeIfAbsent(holder, unused -> new Holding());
          holding.examples.add(example);
          holding.weight += 1.0 / behind.size();
        }
      }
      double most = limit.of(holdings.values(), kept.size());
      Set<String> tooMany = new HashSet<>();
      holdings.values().forEach(holding -> surplus(holding, most, holders, tooMany));
      if (tooMany.isEmpty()) {
        return kept;
      }
      kept = kept.stream().filter(example -> !tooMany.contains(example.eventId())).toList();
    }
  }

  /** The last in the draw go first. */
  private static <K> void surplus(
      Holding holding, double most, Function<Answered, List<K>> holders, Set<String> tooMany) {
    double weight = holding.weight;
    if (weight <= most + 1e-9) {
      return;
    }
    List<Answered> last =
        holding.examples.stream().sorted(Answered.IN_DRAW_ORDER.reversed()).toList();
    for (Answered example : last) {
      if (weight <= most + 1e-9) {
        return;
      }
      tooMany.add(example.eventId());
      weight -= 1.0 / holders.apply(example).size();
    }
  }
}
