package dev.weir.scoring.event;

import dev.weir.scoring.fraud.FraudFeature;
import dev.weir.scoring.record.RawRecord;
import java.util.Arrays;

/**
 * A transaction that was decoded and found valid, on its way past its histories to a verdict. The
 * row is filled stage by stage by {@link dev.weir.scoring.fraud.FraudFeatures}; it belongs to who
 * holds the request, and the rest is immutable.
 *
 * @param origin the record as it came
 * @param event what it says
 * @param row {@code float[FraudFeature.count()]}, NaN where no stage has been yet or a value is
 *     missing
 */
@SuppressWarnings("ArrayRecordComponent") // one row a request, handed on and never compared
public record FraudRequest(RawRecord origin, FraudEvent event, float[] row)
    implements ScoringRequest {

  public FraudRequest {
    if (row.length != FraudFeature.count()) {
      throw new IllegalArgumentException(
          "a row has "
              + FraudFeature.count()
              + " features; got "
              + row.length
              + "; it was made by another version");
    }
  }

  /** The request of that event, no stage passed yet. */
  public static FraudRequest of(RawRecord origin, FraudEvent event) {
    float[] row = new float[FraudFeature.count()];
    Arrays.fill(row, Float.NaN);
    return new FraudRequest(origin, event, row);
  }

  @Override
  public String eventId() {
    return event.eventId();
  }
}
