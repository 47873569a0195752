package dev.weir.schemas.evolution;

import dev.weir.schemas.CommonTypes;
import dev.weir.schemas.DriftReports;
import dev.weir.schemas.Events;
import dev.weir.schemas.Labels;
import dev.weir.schemas.Operations;
import dev.weir.schemas.Verdicts;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Protocol;
import org.apache.avro.Schema;

/** The schemas as they stand in {@code src/main/avro}. */
public final class TopicRecords {
  private TopicRecords() {}

  /** Every named type. */
  public static List<Schema> types() {
    return Stream.of(
            CommonTypes.PROTOCOL,
            Events.PROTOCOL,
            Verdicts.PROTOCOL,
            Labels.PROTOCOL,
            Operations.PROTOCOL,
            DriftReports.PROTOCOL)
        .map(Protocol::getTypes)
        .flatMap(Collection::stream)
        .distinct()
        .toList();
  }

  /** Records that are the value of a topic: they have an id and a time. */
  public static List<Schema> records() {
    return types().stream()
        .filter(type -> type.getType() == Schema.Type.RECORD)
        .filter(type -> type.getField("event_id") != null && type.getField("occurred_at") != null)
        .toList();
  }
}
