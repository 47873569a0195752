package dev.weir.streams.batch;

import dev.weir.scoring.dedup.DuplicateWindow;
import dev.weir.scoring.dedup.FirstSeen;
import dev.weir.scoring.event.ScoringRequest;
import dev.weir.streams.state.MemoryStore;

/**
 * Tells repeats of an event id from the first record with it. Confined to the task's thread.
 *
 * @param window what is a repeat
 * @param seen where event ids were seen first
 */
public record DuplicateCheck(DuplicateWindow window, MemoryStore<String, FirstSeen> seen) {

  /** Whether the request repeats an event id; one that does not is remembered. */
  public boolean isRepeat(ScoringRequest request, long streamMillis) {
    if (window.window().isZero()) {
      return false;
    }
    FirstSeen first = seen.get(request.eventId(), streamMillis);
    if (window.isRepeat(first, request.origin())) {
      return true;
    }
    if (first == null || !window.isRemembered(first, request.origin().timestamp())) {
      seen.put(request.eventId(), FirstSeen.of(request.origin()), streamMillis);
    }
    return false;
  }
}
