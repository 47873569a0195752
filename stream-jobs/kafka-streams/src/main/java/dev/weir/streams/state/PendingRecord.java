package dev.weir.streams.state;

import dev.weir.scoring.campaign.CampaignSighting;
import dev.weir.scoring.record.RawRecord;

/**
 * A record that waits for its batch, as it lasts. What it says is decoded again after a restart;
 * what was seen of its campaign is kept, since the campaign's memory knows the record already.
 * Immutable.
 */
public record PendingRecord(RawRecord origin, CampaignSighting campaign) {}
