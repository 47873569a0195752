package dev.weir.scoring.policy;

import static java.util.Objects.requireNonNullElse;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a rule of a text policy can name. {@code docs/policies.md} lists them. Immutable.
 *
 * @param name as rules write it, such as {@code scores.spam}
 * @param kind the type of its values
 * @param meaning one line for people
 */
public record Variable(String name, Kind kind, String meaning, Reader reader) {

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
  record Reader(
      @Nullable ToDoubleFunction<TextFacts> number,
      @Nullable ToLongFunction<TextFacts> count,
      @Nullable Function<TextFacts, String> text,
      @Nullable Predicate<TextFacts> flag) {}

  private static final double SECOND_MILLIS = 1_000;
  private static final double DAY_MILLIS = 86_400_000;

  /** All of them, in the order of the documentation. */
  public static final List<Variable> ALL =
      List.of(
          number("scores.spam", "probability of spam", f -> f.scores().spam()),
          number("scores.abuse", "probability of abuse", f -> f.scores().abuse()),
          number("scores.negative", "probability of a negative text", f -> f.scores().negative()),
          number("scores.neutral", "probability of a neutral text", f -> f.scores().neutral()),
          number("scores.positive", "probability of a positive text", f -> f.scores().positive()),
          number(
              "author.strikes",
              "removed texts of the author, each halved every seven days",
              f -> f.author().strikes()),
          number(
              "author.rate",
              "texts of the author of late, each halved every minute",
              f -> f.author().rate()),
          count("author.texts", "texts of the author so far", f -> f.author().messages()),
          count("author.reviewed", "of them, sent to a review", f -> f.author().reviewed()),
          count("author.removed", "of them, removed", f -> f.author().removed()),
          number(
              "author.known_days",
              "days since the first of them",
              f -> f.author().knownMillis() / DAY_MILLIS),
          number(
              "author.account_days",
              "days since the account was opened, -1 if the event does not say",
              TextFacts::accountDays),
          count(
              "campaign.texts",
              "near-duplicates within ten minutes, this text included; 0 if it takes no part",
              f -> f.campaign().messages()),
          count("campaign.authors", "their authors", f -> f.campaign().authors()),
          count("campaign.places", "their subjects and rooms", f -> f.campaign().places()),
          number(
              "campaign.span_s",
              "seconds from the first of them to this one",
              f -> f.campaign().spanMillis() / SECOND_MILLIS),
          count("text.chars", "characters of the text", f -> f.traits().chars()),
          count("text.words", "words of the text", f -> f.traits().words()),
          count("text.links", "links in the text", f -> f.traits().links()),
          count("text.mentions", "mentions such as `@name`", f -> f.traits().mentions()),
          count("text.emojis", "emojis and symbols", f -> f.traits().emojis()),
          number(
              "text.upper_share",
              "share of capitals among letters that have cases",
              f -> f.traits().upperShare()),
          number(
              "text.digit_share",
              "share of digits among all characters",
              f -> f.traits().digitShare()),
          text("text.value", "the text as written", f -> f.event().text()),
          text("text.normal", "the text as models read it, disguises undone", TextFacts::normal),
          text(
              "event.kind",
              "`comment` or `chat`",
              f -> f.event().roomId() == null ? "comment" : "chat"),
          text("event.author", "id of the author", f -> f.event().authorId()),
          text(
              "event.subject",
              "what was commented on, empty for chat",
              f -> requireNonNullElse(f.event().subjectId(), "")),
          text(
              "event.room",
              "room of the message, empty for comments",
              f -> requireNonNullElse(f.event().roomId(), "")),
          text(
              "event.channel",
              "where it was posted, empty if the event does not say",
              f -> requireNonNullElse(f.context().channel(), "")),
          text("event.language", "BCP 47 tag, empty if not known", TextFacts::language),
          text(
              "event.role",
              "role of a chat's author such as `moderator`, empty if the event does not say",
              f -> requireNonNullElse(f.context().authorRole(), "")),
          number(
              "event.rating",
              "stars of a review, 0 if there are none",
              f -> requireNonNullElse(f.context().rating(), 0f)),
          flag("event.reply", "whether it answers another text", f -> f.context().reply()));

  private static final Map<String, Variable> BY_NAME = byName();

  /** The variable of that name. */
  static Optional<Variable> of(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** The value as CEL's runtime takes it. */
  Object value(TextFacts facts) {
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

  private static Variable number(String name, String meaning, ToDoubleFunction<TextFacts> read) {
    return new Variable(name, Kind.DOUBLE, meaning, new Reader(read, null, null, null));
  }

  private static Variable count(String name, String meaning, ToLongFunction<TextFacts> read) {
    return new Variable(name, Kind.INT, meaning, new Reader(null, read, null, null));
  }

  private static Variable text(String name, String meaning, Function<TextFacts, String> read) {
    return new Variable(name, Kind.STRING, meaning, new Reader(null, null, read, null));
  }

  private static Variable flag(String name, String meaning, Predicate<TextFacts> read) {
    return new Variable(name, Kind.BOOL, meaning, new Reader(null, null, null, read));
  }

  private static Map<String, Variable> byName() {
    Map<String, Variable> byName = new TreeMap<>();
    ALL.forEach(variable -> byName.put(variable.name(), variable));
    return byName;
  }
}
