package dev.weir.streams.fraud;

import static java.util.Objects.requireNonNull;

import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.stage.FraudItem;
import dev.weir.scoring.stage.FraudItem.Refused;
import dev.weir.streams.record.Answers;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Hands dead letters on to the sink. Confined to the task's thread. */
final class RefusedProcessor implements Processor<String, FraudItem, byte[], OutboundRecord> {

  private @Nullable ProcessorContext<byte[], OutboundRecord> context;

  @Override
  public void init(ProcessorContext<byte[], OutboundRecord> opened) {
    context = opened;
  }

  @Override
  public void process(Record<String, FraudItem> record) {
    Refused refused = (Refused) record.value();
    requireNonNull(context).forward(Answers.record(refused.deadLetter(), record.timestamp()));
  }
}
