package dev.weir.scoring.policy;

import dev.weir.engine.feature.TextNormalizer;
import dev.weir.scoring.author.AuthorStanding;
import dev.weir.scoring.campaign.CampaignSighting;
import dev.weir.scoring.event.EventContext;
import dev.weir.scoring.event.Languages;
import dev.weir.scoring.event.TextEvent;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a policy may look at for one text. What costs time is computed when a rule asks for it.
 * Confined to one thread.
 */
public final class TextFacts {

  private static final double DAY_MILLIS = 86_400_000.0;

  private final TextEvent event;
  private final TextScores scores;
  private final AuthorStanding author;
  private final CampaignSighting campaign;
  private final long atMillis;
  private @Nullable TextTraits traits;
  private @Nullable String normal;

  /**
   * @param author what is known of the author before this text
   * @param atMillis Kafka timestamp of the record
   */
  public TextFacts(
      TextEvent event,
      TextScores scores,
      AuthorStanding author,
      CampaignSighting campaign,
      long atMillis) {
    this.event = event;
    this.scores = scores;
    this.author = author;
    this.campaign = campaign;
    this.atMillis = atMillis;
  }

  TextEvent event() {
    return event;
  }

  EventContext context() {
    return event.context();
  }

  TextScores scores() {
    return scores;
  }

  AuthorStanding author() {
    return author;
  }

  /** What was seen of the text's campaign. */
  public CampaignSighting campaign() {
    return campaign;
  }

  TextTraits traits() {
    TextTraits known = traits;
    if (known == null) {
      known = TextTraits.of(event.text());
      traits = known;
    }
    return known;
  }

  /** The text as models read it: lower case, disguises undone. */
  String normal() {
    String known = normal;
    if (known == null) {
      known = TextNormalizer.normalize(event.text());
      normal = known;
    }
    return known;
  }

  String language() {
    return Objects.requireNonNullElse(Languages.of(event), "");
  }

  /** Age of the author's account at the record's Kafka timestamp in days, -1 if not known. */
  double accountDays() {
    Instant since = context().authorSince();
    return since == null ? -1 : Math.max(0, (atMillis - since.toEpochMilli()) / DAY_MILLIS);
  }
}
