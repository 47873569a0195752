package dev.weir.flink.testing;

import dev.weir.scoring.Intake;
import dev.weir.scoring.campaign.CampaignSighting;
import dev.weir.scoring.event.EventContext;
import dev.weir.scoring.event.TextEvent;
import dev.weir.scoring.event.TextRequest;
import dev.weir.scoring.record.RawRecord;
import java.time.Instant;
import java.util.List;

/** Requests for tests, as an intake would let them in. */
public final class Requests {

  private static final Instant OCCURRED = Instant.parse("2026-01-02T03:04:05.678Z");

  private Requests() {}

  /** A comment whose event id is its number, at Kafka time 0. */
  public static Intake accepted(int number, String author, byte[] value) {
    return accepted("event-" + number, author, 0, number, 0, value);
  }

  /** A comment of that text. */
  public static Intake text(int number, String text) {
    return accepted("event-" + number, "author", 0, number, 0, new byte[0], text);
  }

  /** A comment of a text that takes part in campaigns under that key. */
  public static Intake accepted(
      String eventId, String author, long campaignKey, long offset, long timestamp, byte[] value) {
    return accepted(eventId, author, campaignKey, offset, timestamp, value, "a text of nobody");
  }

  private static Intake accepted(
      String eventId,
      String author,
      long campaignKey,
      long offset,
      long timestamp,
      byte[] value,
      String text) {
    TextEvent event =
        new TextEvent(eventId, OCCURRED, author, "subject-1", null, text, null, EventContext.NONE);
    return new Intake.Accepted(
        new TextRequest(
            new RawRecord("in", 0, offset, timestamp, null, value, List.of()),
            event,
            campaignKey,
            7,
            CampaignSighting.NONE));
  }
}
