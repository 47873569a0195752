package dev.weir.scoring.campaign;

/**
 * What was seen of a campaign when a message of it came, the message included. Immutable.
 *
 * @param messages near-duplicate messages inside the window
 * @param authors their distinct authors, exact up to 64, estimated beyond
 * @param places their distinct subjects and rooms, exact up to 16, estimated beyond
 * @param spanMillis time from the first of them to this one
 */
public record CampaignSighting(int messages, int authors, int places, long spanMillis) {

  /** Of a message that takes no part in campaigns. */
  public static final CampaignSighting NONE = new CampaignSighting(0, 0, 0, 0);
}
