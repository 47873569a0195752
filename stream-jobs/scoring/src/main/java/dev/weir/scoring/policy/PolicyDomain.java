package dev.weir.scoring.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.schemas.Outcome;
import dev.weir.schemas.Policy;
import dev.weir.schemas.PolicyScope;
import dev.weir.schemas.Task;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What policies of one scope look at, and how they say what they decide. Thread-safe.
 *
 * @param <F> what a policy may look at for one record
 */
public abstract sealed class PolicyDomain<F> permits TextPolicies, FraudPolicies {

  private final PolicyScope scope;
  private final String subject;
  private final List<Variable<F>> variables;
  private final Map<String, Variable<F>> byName = new TreeMap<>();
  private final List<Scored<F>> scores;
  private final String builtInFile;
  private @Nullable CompiledPolicy<F> builtIn; // guarded by this

  /**
   * A score that thresholds look at.
   *
   * @param name what verdicts call it, such as {@code spam}; rules of thresholds begin with it
   * @param code its reason code
   */
  record Scored<F>(Task task, String label, String name, String code, ToDoubleFunction<F> score) {}

  PolicyDomain(
      PolicyScope scope,
      String subject,
      List<Variable<F>> variables,
      List<Scored<F>> scores,
      String builtInFile) {
    this.scope = scope;
    this.subject = subject;
    this.variables = List.copyOf(variables);
    this.scores = List.copyOf(scores);
    this.builtInFile = builtInFile;
    variables.forEach(variable -> byName.put(variable.name(), variable));
  }

  /** The scope of its policies. */
  public PolicyScope scope() {
    return scope;
  }

  /** What one record is, for messages: a text, a transaction. */
  String subject() {
    return subject;
  }

  /** What rules can name, in the order of the documentation. */
  public List<Variable<F>> variables() {
    return variables;
  }

  Optional<Variable<F>> variable(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  @Nullable Scored<F> score(Task task, String label) {
    return scores.stream()
        .filter(scored -> scored.task() == task && scored.label().equals(label))
        .findFirst()
        .orElse(null);
  }

  /** The scores that thresholds can name, for messages. */
  String scoreNames() {
    return scores.stream().map(s -> s.task() + " " + s.label()).collect(Collectors.joining(", "));
  }

  /** What an outcome is called in verdicts, such as REMOVE. */
  abstract String word(Outcome outcome);

  /** A sentence for people about what a rule of that code saw; null: the rule's description. */
  abstract @Nullable String detail(String code, F facts);

  /** The text of the policy that applies where no other is published. */
  public String builtInText() {
    try (InputStream in = PolicyDomain.class.getResourceAsStream(builtInFile)) {
      return new String(Objects.requireNonNull(in, builtInFile).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, ready to decide. */
  public synchronized CompiledPolicy<F> builtIn() {
    CompiledPolicy<F> known = builtIn;
    if (known == null) {
      PolicyFile.Result read = PolicyFile.read(builtInText(), builtInFile, Instant.EPOCH, "Weir");
      Policy policy = read.policy();
      PolicyCompiler.Result<F> result =
          policy == null
              ? new PolicyCompiler.Result<>(null, read.problems())
              : PolicyCompiler.compile(this, policy);
      known = result.policy();
      if (known == null) {
        throw new IllegalStateException(builtInFile + " cannot be used: " + result.problems());
      }
      builtIn = known;
    }
    return known;
  }
}
