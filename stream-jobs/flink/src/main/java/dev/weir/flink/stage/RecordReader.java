package dev.weir.flink.stage;

import dev.weir.scoring.record.RawRecord;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Has an intake read a record. Travels with the job graph.
 *
 * @param <I> the intake
 * @param <OUT> what it makes of a record
 */
@FunctionalInterface
public interface RecordReader<I, OUT> extends Serializable {

  /**
   * What the record is; null where it concerns nobody.
   *
   * @throws InterruptedException when the thread was interrupted while it waited for the registry
   */
  @Nullable OUT read(I intake, RawRecord record) throws InterruptedException;
}
