package dev.weir.flink.backfill;

import dev.weir.flink.state.HistoryOrder;
import dev.weir.scoring.record.RawRecord;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Gives records their place in history: {@link HistoryOrder}. Confined to the task's thread. */
public final class Reading extends AbstractStreamOperator<RawRecord>
    implements OneInputStreamOperator<RawRecord, RawRecord> {

  private static final long serialVersionUID = 1L;

  @Override
  public void processElement(StreamRecord<RawRecord> element) {
    RawRecord record = element.getValue();
    element.setTimestamp(HistoryOrder.of(record.timestamp(), record.offset()));
    output.collect(element);
  }
}
