package dev.weir.cli.bench;

import dev.weir.schemas.TextVerdict;
import java.util.BitSet;
import java.util.NavigableMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What became of each event while models were swapped: answered once, and by the model that its
 * Kafka timestamp asks for. One thread tells it of verdicts, another of releases.
 */
final class SwapLedger {

  private final BitSet answered = new BitSet(); // guarded by this
  private final NavigableMap<Long, String> releases = new ConcurrentSkipListMap<>();
  private long doubled; // guarded by this
  private long wrongModel; // guarded by this

  /** From that Kafka timestamp on, that version answers. */
  void released(long effectiveAtMillis, String version) {
    releases.put(effectiveAtMillis, version);
  }

  synchronized void verdict(TextVerdict verdict) {
    int number = (int) UUID.fromString(verdict.getEventId()).getMostSignificantBits();
    if (answered.get(number)) {
      doubled++;
    }
    answered.set(number);
    var release = releases.floorEntry(verdict.getSource().getTimestamp().toEpochMilli());
    if (release != null && !release.getValue().equals(verdict.getModel().getVersion())) {
      wrongModel++;
    }
  }

  synchronized long answered() {
    return answered.cardinality();
  }

  synchronized long doubled() {
    return doubled;
  }

  /** Verdicts of another model than the ledger of releases asks for. */
  synchronized long wrongModel() {
    return wrongModel;
  }
}
