package dev.weir.streams.feedback;

import static java.util.Objects.requireNonNull;

import dev.weir.scoring.feedback.FeedbackItem;
import dev.weir.scoring.feedback.FeedbackItem.Refused;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.streams.record.Answers;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Hands dead letters on to the sink. Confined to the task's thread. */
final class RefusedLabels implements Processor<String, FeedbackItem, byte[], OutboundRecord> {

  private @Nullable ProcessorContext<byte[], OutboundRecord> context;

  @Override
  public void init(ProcessorContext<byte[], OutboundRecord> opened) {
    context = opened;
  }

  @Override
  public void process(Record<String, FeedbackItem> record) {
    Refused refused = (Refused) record.value();
    requireNonNull(context).forward(Answers.record(refused.deadLetter(), record.timestamp()));
  }
}
