package dev.weir.flink.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.flink.state.BucketOperator;
import dev.weir.scoring.dedup.DuplicateWindow;
import dev.weir.scoring.dedup.FirstSeen;
import dev.weir.scoring.event.ScoringRequest;
import dev.weir.scoring.record.RawRecord;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Drops records that repeat an event id inside the window, and counts them; what is no request
 * passes. Keyed by the bucket of the event id, under which it remembers the first sighting.
 */
final class DuplicateOperator<T> extends BucketOperator<T> implements OneInputStreamOperator<T, T> {

  private static final long serialVersionUID = 1L;

  private final DuplicateWindow window;
  private final RequestIn<T> requests;
  private transient Counter duplicates;

  DuplicateOperator(
      StreamOperatorParameters<T> parameters, DuplicateWindow window, RequestIn<T> requests) {
    super(parameters, "event-ids", window.window().toMillis());
    this.window = window;
    this.requests = requests;
    this.duplicates = getMetricGroup().addGroup("weir").counter("duplicates");
  }

  @Override
  public void processElement(StreamRecord<T> element) throws Exception {
    ScoringRequest request = requests.of(element.getValue());
    if (request != null && isRepeat(request.eventId().getBytes(UTF_8), request.origin())) {
      duplicates.inc();
    } else {
      output.collect(element);
    }
  }

  private boolean isRepeat(byte[] eventId, RawRecord record) throws Exception {
    byte[] known = load(eventId);
    FirstSeen first = known == null ? null : FirstSeen.fromBytes(known);
    if (window.isRepeat(first, record)) {
      return true;
    }
    if (first == null || !window.isRemembered(first, record.timestamp())) {
      long expiresAt = record.timestamp() + window.window().toMillis();
      save(eventId, FirstSeen.of(record).toBytes(), expiresAt);
    }
    return false;
  }
}
