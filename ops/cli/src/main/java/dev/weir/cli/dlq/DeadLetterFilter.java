package dev.weir.cli.dlq;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant. All that is given must hold.
 *
 * @param stages where they failed; empty for any
 * @param origin Kafka topic they came from; null for any
 * @param containing part of the message or of the exception's name, whatever its case; null for any
 * @param since earliest time; null for any
 * @param places themselves; empty for any
 */
public record DeadLetterFilter(
    Set<String> stages,
    @Nullable String origin,
    @Nullable String containing,
    @Nullable Instant since,
    Set<Place> places)
    implements Predicate<DeadLetter> {

  public DeadLetterFilter {
    stages = Set.copyOf(stages);
    places = Set.copyOf(places);
  }

  @Override
  public boolean test(DeadLetter letter) {
    return (stages.isEmpty() || stages.contains(letter.stage()))
        && (origin == null || letter.origin().filter(origin::equals).isPresent())
        && (containing == null
            || contains(letter.message(), containing)
            || contains(letter.exception(), containing))
        && (since == null || !letter.time().isBefore(since))
        && (places.isEmpty() || places.contains(letter.place()));
  }

  /** Whether it says anything at all. */
  public boolean isEmpty() {
    return stages.isEmpty()
        && origin == null
        && containing == null
        && since == null
        && places.isEmpty();
  }

  private static boolean contains(String text, String part) {
    return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }
}
