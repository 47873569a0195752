package dev.weir.flink.backfill;

import dev.weir.flink.state.HistoryOrder;
import dev.weir.scoring.stage.FraudItem;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Keeps labels behind the payments that they waited for, with which they have left the stage of
 * labels; and leaves dead letters out, which no history is about. Confined to the task's thread.
 */
public final class LabelsBehind extends AbstractStreamOperator<FraudItem>
    implements OneInputStreamOperator<FraudItem, FraudItem> {

  private static final long serialVersionUID = 1L;

  @Override
  public void processElement(StreamRecord<FraudItem> element) {
    if (element.getValue() instanceof FraudItem.Labelled) {
      element.setTimestamp(HistoryOrder.behind(element.getTimestamp()));
    }
    if (!(element.getValue() instanceof FraudItem.Refused)) {
      output.collect(element);
    }
  }
}
