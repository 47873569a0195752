package dev.weir.scoring.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which models score from one Kafka timestamp to the next change. Immutable.
 *
 * @param live answers what no canary takes; null: the model that the job was started with
 * @param canaries in the order of their names
 * @param shadows score copies
 */
public record Assignment(
    @Nullable ReleasedModel live, List<Canary> canaries, List<ReleasedModel> shadows) {

  /** Before any release. */
  static final Assignment NONE = new Assignment(null, List.of(), List.of());

  public Assignment {
    canaries = List.copyOf(canaries);
    shadows = List.copyOf(shadows);
  }

  /**
   * A model that answers a share of the records.
   *
   * @param share from 0 to 1
   */
  public record Canary(ReleasedModel model, double share) {}

  /** The model of a record; null: the one that the job was started with. */
  @Nullable ReleasedModel modelFor(String eventId) {
    if (canaries.isEmpty()) {
      return live;
    }
    double place = place(eventId);
    double taken = 0;
    for (Canary canary : canaries) {
      taken += canary.share();
      if (place < taken) {
        return canary.model();
      }
    }
    return live;
  }

  /** Where an event id falls in [0, 1): FNV-1a, finished, its upper 53 bits. */
  static double place(String eventId) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < eventId.length(); i++) {
      hash = (hash ^ eventId.charAt(i)) * 0x100000001B3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xFF51AFD7ED558CCDL;
    hash = (hash ^ (hash >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return (hash >>> 11) * 0x1.0p-53;
  }
}
