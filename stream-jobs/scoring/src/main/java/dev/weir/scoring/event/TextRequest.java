package dev.weir.scoring.event;

import dev.weir.scoring.campaign.CampaignMemory;
import dev.weir.scoring.campaign.CampaignSighting;
import dev.weir.scoring.campaign.TextFingerprint;
import dev.weir.scoring.record.RawRecord;
import java.util.Objects;

/**
 * A record that was decoded and found valid, on its way to a verdict. Immutable.
 *
 * @param origin the record as it came
 * @param event what it says
 * @param campaignKey what near-duplicate texts share; 0 takes no part in campaigns
 * @param simHash tells texts of one key apart
 * @param campaign what was seen of its campaign, {@link CampaignSighting#NONE} until it was looked
 *     for
 */
public record TextRequest(
    RawRecord origin, TextEvent event, long campaignKey, long simHash, CampaignSighting campaign)
    implements ScoringRequest {

  /** The request of that event, its campaign not yet looked for. */
  public static TextRequest of(RawRecord origin, TextEvent event) {
    TextFingerprint print = TextFingerprint.of(event.text());
    return new TextRequest(
        origin, event, print.campaignKey(), print.simHash(), CampaignSighting.NONE);
  }

  @Override
  public String eventId() {
    return event.eventId();
  }

  /** The subject of a comment, the room of a chat message. */
  public String placeId() {
    String subject = event.subjectId();
    return subject != null ? subject : Objects.requireNonNull(event.roomId());
  }

  /** The request with what the memory under its key has seen, this message included. */
  public TextRequest observedIn(CampaignMemory memory) {
    return withCampaign(memory.observe(simHash, event.authorId(), placeId(), origin.timestamp()));
  }

  /** The same with another sighting. */
  public TextRequest withCampaign(CampaignSighting sighting) {
    return new TextRequest(origin, event, campaignKey, simHash, sighting);
  }
}
