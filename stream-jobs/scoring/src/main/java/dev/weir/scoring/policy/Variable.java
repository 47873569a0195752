package dev.weir.scoring.policy;

import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a rule of a policy can name. {@code docs/policies.md} lists them. Immutable.
 *
 * @param name as rules write it, such as {@code scores.spam}
 * @param kind the type of its values
 * @param meaning one line for people
 * @param <F> what policies look at for one record
 */
public record Variable<F>(String name, Kind kind, String meaning, Reader<F> reader) {

  /** Types of values; the label is CEL's name for it. */
  public enum Kind {
    DOUBLE("double"),
    INT("int"),
    STRING("string"),
    BOOL("bool");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** The type as CEL writes it. */
    public String label() {
      return label;
    }
  }

  /** Reads a value without boxing it; exactly one of the four is there. */
  record Reader<F>(
      @Nullable ToDoubleFunction<F> number,
      @Nullable ToLongFunction<F> count,
      @Nullable Function<F, String> text,
      @Nullable Predicate<F> flag) {}

  /** The value as CEL's runtime takes it. */
  Object value(F facts) {
    if (reader.number() != null) {
      return reader.number().applyAsDouble(facts);
    }
    if (reader.count() != null) {
      return reader.count().applyAsLong(facts);
    }
    if (reader.text() != null) {
      return reader.text().apply(facts);
    }
    return reader.flag() != null && reader.flag().test(facts);
  }

  static <F> Variable<F> number(String name, String meaning, ToDoubleFunction<F> read) {
    return new Variable<>(name, Kind.DOUBLE, meaning, new Reader<>(read, null, null, null));
  }

  static <F> Variable<F> count(String name, String meaning, ToLongFunction<F> read) {
    return new Variable<>(name, Kind.INT, meaning, new Reader<>(null, read, null, null));
  }

  static <F> Variable<F> text(String name, String meaning, Function<F, String> read) {
    return new Variable<>(name, Kind.STRING, meaning, new Reader<>(null, null, read, null));
  }

  static <F> Variable<F> flag(String name, String meaning, Predicate<F> read) {
    return new Variable<>(name, Kind.BOOL, meaning, new Reader<>(null, null, null, read));
  }
}
