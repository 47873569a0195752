package dev.weir.streams.record;

import dev.weir.scoring.stage.FraudItem;
import dev.weir.scoring.stage.FraudItemBytes;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Items in repartition topics, as {@link FraudItemBytes}. */
public final class FraudItemSerde {

  private FraudItemSerde() {}

  /** Stateless: threads may share it. */
  public static Serde<FraudItem> serde() {
    return Serdes.serdeFrom(
        (topic, item) -> FraudItemBytes.of(item), (topic, bytes) -> FraudItemBytes.read(bytes));
  }
}
