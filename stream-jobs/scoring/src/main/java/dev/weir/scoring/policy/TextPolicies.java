package dev.weir.scoring.policy;

import static dev.weir.scoring.policy.Variable.count;
import static dev.weir.scoring.policy.Variable.flag;
import static dev.weir.scoring.policy.Variable.number;
import static dev.weir.scoring.policy.Variable.text;
import static java.util.Objects.requireNonNullElse;

import dev.weir.schemas.Outcome;
import dev.weir.schemas.PolicyScope;
import dev.weir.schemas.Task;
import dev.weir.scoring.author.AuthorStanding;
import dev.weir.scoring.campaign.CampaignSighting;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Policies of texts: scores, author, campaign, traits. {@code docs/policies.md} lists what rules
 * can name. Thread-safe.
 */
public final class TextPolicies extends PolicyDomain<TextFacts> {

  private static final double SECOND_MILLIS = 1_000;
  private static final double DAY_MILLIS = 86_400_000;

  private static final List<Variable<TextFacts>> VARIABLES =
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

  private static final List<Scored<TextFacts>> SCORES =
      List.of(
          new Scored<>(Task.SPAM, "spam", "spam", "spam.score", f -> f.scores().spam()),
          new Scored<>(Task.ABUSE, "abusive", "abuse", "abuse.score", f -> f.scores().abuse()),
          sentiment("negative", f -> f.scores().negative()),
          sentiment("neutral", f -> f.scores().neutral()),
          sentiment("positive", f -> f.scores().positive()));

  /** The one instance. */
  public static final TextPolicies DOMAIN = new TextPolicies();

  private TextPolicies() {
    super(PolicyScope.TEXT, "text", VARIABLES, SCORES, "default-policy.yaml");
  }

  private static Scored<TextFacts> sentiment(String label, ToDoubleFunction<TextFacts> score) {
    return new Scored<>(Task.SENTIMENT, label, label, "sentiment.score", score);
  }

  @Override
  String word(Outcome outcome) {
    return PolicyDecision.actionOf(outcome).name();
  }

  @Override
  @Nullable String detail(String code, TextFacts facts) {
    if (code.startsWith("campaign.")) {
      CampaignSighting seen = facts.campaign();
      return seen.messages()
          + " near-duplicates by "
          + seen.authors()
          + " authors in "
          + seen.places()
          + " places within "
          + Math.round(seen.spanMillis() / 1_000.0)
          + " s";
    }
    if (code.startsWith("author.")) {
      AuthorStanding author = facts.author();
      return Decimals.fixed(author.strikes(), 1)
          + " strikes; "
          + author.removed()
          + " of "
          + author.messages()
          + " texts removed";
    }
    return null;
  }
}
