package dev.weir.scoring.policy;

import dev.weir.schemas.Policy;
import dev.weir.schemas.RuleMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The policies of one scope that were published, and which of them applies when. Immutable: a
 * change makes another book, so that a batch is judged by one.
 *
 * <p>At a Kafka timestamp the policy of the book's name applies whose version was published last
 * among those effective by then; before the first one, and while it is OFF, the built-in one does.
 * Beside it every policy on trial is evaluated, of whatever name. Versions that cannot be used are
 * refused and change nothing.
 *
 * @param <F> what policies look at
 */
public final class PolicyBook<F> {

  /** Versions of one policy that are kept for records from before its last change. */
  static final int MOST_VERSIONS = 64;

  private final String name;
  private final PolicyDomain<F> domain;
  private final CompiledPolicy<F> builtIn;
  private final Map<String, List<CompiledPolicy<F>>> versions; // newest first
  private final List<List<CompiledPolicy<F>>> onTrial;

  private PolicyBook(
      String name, PolicyDomain<F> domain, Map<String, List<CompiledPolicy<F>>> versions) {
    this.name = name;
    this.domain = domain;
    this.builtIn = domain.builtIn();
    this.versions = versions;
    this.onTrial =
        versions.values().stream()
            .filter(all -> all.stream().anyMatch(one -> one.mode() == RuleMode.SHADOW))
            .toList();
  }

  /** A book with the built-in policy alone, which follows changes of the policy of that name. */
  public static <F> PolicyBook<F> of(PolicyDomain<F> domain, String name) {
    return new PolicyBook<>(name, domain, Map.of());
  }

  /**
   * What a record of the policies' topic came to.
   *
   * @param book the book from now on; the same one if nothing changed
   * @param problems why the policy was refused; empty if it was taken or is none of this book's
   * @param <F> what policies look at
   */
  public record Change<F>(PolicyBook<F> book, List<PolicyProblem> problems) {}

  /**
   * Takes a record of the policies' topic.
   *
   * @param key name of the policy
   * @param policy null withdraws all versions of that name
   */
  public Change<F> with(String key, @Nullable Policy policy) {
    if (policy == null) {
      return versions.containsKey(key) ? withdrawn(key) : new Change<>(this, List.of());
    }
    boolean ours = policy.getName().equals(name) || policy.getMode() == RuleMode.SHADOW;
    boolean known = versions.containsKey(policy.getName());
    if (policy.getScope() != domain.scope() || !(ours || known)) {
      return new Change<>(this, List.of());
    }
    PolicyCompiler.Result<F> result = PolicyCompiler.compile(domain, policy);
    CompiledPolicy<F> compiled = result.policy();
    if (compiled == null) {
      return new Change<>(this, result.problems());
    }
    List<CompiledPolicy<F>> all = new ArrayList<>();
    all.add(compiled);
    all.addAll(versions.getOrDefault(policy.getName(), List.of()));
    Map<String, List<CompiledPolicy<F>>> changed = new TreeMap<>(versions);
    changed.put(policy.getName(), List.copyOf(all.subList(0, Math.min(all.size(), MOST_VERSIONS))));
    return new Change<>(new PolicyBook<>(name, domain, changed), List.of());
  }

  private Change<F> withdrawn(String key) {
    Map<String, List<CompiledPolicy<F>>> changed = new TreeMap<>(versions);
    changed.remove(key);
    return new Change<>(new PolicyBook<>(name, domain, changed), List.of());
  }

  /** The policy that decides on a record of that Kafka timestamp. */
  public CompiledPolicy<F> live(long atMillis) {
    for (CompiledPolicy<F> version : versions.getOrDefault(name, List.of())) {
      if (version.mode() != RuleMode.SHADOW && version.effectiveAtMillis() <= atMillis) {
        return version.mode() == RuleMode.OFF ? builtIn : version;
      }
    }
    return builtIn;
  }

  /** The policies on trial for a record of that Kafka timestamp. */
  public List<CompiledPolicy<F>> onTrial(long atMillis) {
    if (onTrial.isEmpty()) {
      return List.of();
    }
    List<CompiledPolicy<F>> policies = new ArrayList<>(onTrial.size());
    for (List<CompiledPolicy<F>> all : onTrial) {
      for (CompiledPolicy<F> version : all) {
        if (version.effectiveAtMillis() <= atMillis) {
          if (version.mode() == RuleMode.SHADOW) {
            policies.add(version);
          }
          break;
        }
      }
    }
    return policies;
  }

  /** The decision on one record; policies on trial leave theirs in the tally. */
  public PolicyDecision decide(F facts, long atMillis, DecisionTally tally) {
    for (CompiledPolicy<F> trial : onTrial(atMillis)) {
      tally.shadowHit(trial.label() + "=" + domain.word(trial.decide(facts, tally).outcome()));
    }
    return live(atMillis).decide(facts, tally);
  }
}
