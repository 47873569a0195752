package dev.weir.streams.batch;

import dev.weir.scoring.dedup.DuplicateWindow;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.streams.state.TextStores;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Makes the scoring processor of each task, with its stores.
 *
 * @param limits when a batch closes
 * @param duplicates what is a repeat
 * @param pool what stream threads score with
 */
public record TextScoringProcessors(
    BatchLimits limits, DuplicateWindow duplicates, ScoringPool pool)
    implements ProcessorSupplier<byte[], byte[], byte[], OutboundRecord> {

  @Override
  public Processor<byte[], byte[], byte[], OutboundRecord> get() {
    return new TextScoringProcessor(limits, duplicates, pool);
  }

  @Override
  public Set<StoreBuilder<?>> stores() {
    return Set.copyOf(TextStores.builders(duplicates));
  }
}
