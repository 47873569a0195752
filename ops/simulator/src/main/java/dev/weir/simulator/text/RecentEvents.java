package dev.weir.simulator.text;

import dev.weir.simulator.random.Dice;
import org.jspecify.annotations.Nullable;

/** The last few events, so that a new one can answer one of them. */
final class RecentEvents {
  /** An event that can be answered. */
  record Seen(String eventId, String threadId, int place) {}

  private final @Nullable Seen[] ring = new @Nullable Seen[128];
  private int next;

  void add(Seen seen) {
    ring[next++ % ring.length] = seen;
  }

  /** A recent event at that place, null if the few looked at stand elsewhere. */
  @Nullable Seen at(int place, Dice dice) {
    for (int attempt = 0; attempt < 12; attempt++) {
      Seen seen = ring[dice.below(ring.length)];
      if (seen != null && seen.place() == place) {
        return seen;
      }
    }
    return null;
  }
}
