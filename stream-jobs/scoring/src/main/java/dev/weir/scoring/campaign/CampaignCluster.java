package dev.weir.scoring.campaign;

import static dev.weir.scoring.campaign.CampaignMemory.WINDOW_MINUTES;

import java.nio.ByteBuffer;

/** Near-duplicate texts of one campaign over the sliding window. Confined to one thread. */
final class CampaignCluster {

  private static final int AUTHORS = 64;
  private static final int PLACES = 16;
  private static final long MINUTE = 60_000;

  private final long simHash;
  private final long startMillis;
  private final int[] messages = new int[WINDOW_MINUTES];
  private final SlidingDistinct authors = new SlidingDistinct(AUTHORS);
  private final SlidingDistinct places = new SlidingDistinct(PLACES);
  private int minute;

  /**
   * @param simHash of its first text
   * @param startMillis Kafka timestamp of its first message
   */
  CampaignCluster(long simHash, long startMillis) {
    this.simHash = simHash;
    this.startMillis = startMillis;
    this.minute = minuteOf(startMillis);
  }

  long simHash() {
    return simHash;
  }

  int lastMinute() {
    return minute;
  }

  /** Messages inside the window that ends then. */
  int messages(long atMillis) {
    int sum = 0;
    for (int p = minute;
        p > minuteOf(atMillis) - WINDOW_MINUTES && p > minute - WINDOW_MINUTES;
        p--) {
      sum += messages[slot(p)];
    }
    return sum;
  }

  CampaignSighting add(int author, int place, long atMillis) {
    moveTo(minuteOf(atMillis));
    int oldest = minute - WINDOW_MINUTES + 1;
    int pane = Math.max(minuteOf(atMillis), oldest);
    messages[slot(pane)]++;
    authors.add(author, pane, oldest);
    places.add(place, pane, oldest);
    int sum = 0;
    int first = minute;
    for (int p = minute; p >= oldest; p--) {
      int count = messages[slot(p)];
      sum += count;
      first = count > 0 ? p : first;
    }
    long since = Math.max(startMillis, first * MINUTE);
    return new CampaignSighting(
        sum, authors.count(oldest), places.count(oldest), Math.max(0, atMillis - since));
  }

  private void moveTo(int to) {
    for (int p = Math.max(minute, to - WINDOW_MINUTES) + 1; p <= to; p++) {
      messages[slot(p)] = 0;
    }
    minute = Math.max(minute, to);
  }

  private static int slot(int pane) {
    return Math.floorMod(pane, WINDOW_MINUTES);
  }

  /** Minutes since the epoch; a timestamp beyond the year 6000 counts as that year. */
  private static int minuteOf(long millis) {
    return (int) Math.max(0, Math.min(millis / MINUTE, Integer.MAX_VALUE - WINDOW_MINUTES));
  }

  int bytes() {
    return 2 * Long.BYTES + Integer.BYTES * (1 + WINDOW_MINUTES) + authors.bytes() + places.bytes();
  }

  void write(ByteBuffer out) {
    out.putLong(simHash).putLong(startMillis).putInt(minute);
    for (int p = minute; p > minute - WINDOW_MINUTES; p--) {
      out.putInt(messages[slot(p)]);
    }
    authors.write(out);
    places.write(out);
  }

  static CampaignCluster read(ByteBuffer in) {
    CampaignCluster cluster = new CampaignCluster(in.getLong(), in.getLong());
    cluster.minute = in.getInt();
    for (int p = cluster.minute; p > cluster.minute - WINDOW_MINUTES; p--) {
      cluster.messages[slot(p)] = in.getInt();
    }
    cluster.authors.read(in);
    cluster.places.read(in);
    return cluster;
  }
}
