package dev.weir.cli.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * Rows to records of one topic. Where a file has no {@code event_id}, one is made from the row's
 * content and line, so that sending a file twice is recognisable; where it has no {@code
 * occurred_at}, the time of sending stands in. Not thread-safe.
 */
public final class RecordMapper {

  private final String topic;
  private final Schema schema;
  private final ColumnMapping mapping;
  private final Map<String, String> fieldByColumn;

  /**
   * @param columns the file's columns, empty where the format has no header
   * @throws dev.weir.cli.UsageFailure if the mapping does not fit
   */
  public RecordMapper(String topic, Schema schema, ColumnMapping mapping, List<String> columns) {
    this.topic = topic;
    this.schema = schema;
    this.mapping = mapping;
    this.fieldByColumn = mapping.resolve(topic, schema, columns);
  }

  /**
   * @throws BadRowException if the row has an unknown column, lacks a required field, or a value
   *     does not fit its type
   */
  public SpecificRecord map(Row row, Instant now) throws BadRowException {
    Map<String, JsonNode> byField = new HashMap<>();
    mapping.constants().forEach((field, value) -> byField.put(field, TextNode.valueOf(value)));
    for (Map.Entry<String, JsonNode> cell : row.values().entrySet()) {
      @Nullable String field = fieldByColumn.get(cell.getKey());
      if (field != null) {
        byField.put(field, cell.getValue());
      } else if (!mapping.skipped().contains(cell.getKey())) {
        throw new BadRowException(
            row.line(), ColumnMapping.unknownColumn(topic, cell.getKey(), fieldByColumn.values()));
      }
    }
    if (ColumnMapping.fillsIn(schema, "event_id")) {
      byField.computeIfAbsent("event_id", field -> TextNode.valueOf(idOf(row)));
    }
    byField.computeIfAbsent("occurred_at", field -> TextNode.valueOf(now.toString()));
    SpecificRecordBase record =
        (SpecificRecordBase) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
    try {
      for (Schema.Field field : schema.getFields()) {
        record.put(
            field.pos(),
            ValueParser.valueOrDefault(field.name(), field, byField.get(field.name())));
      }
    } catch (IllegalArgumentException e) {
      throw new BadRowException(row.line(), String.valueOf(e.getMessage()));
    }
    return record;
  }

  private static String idOf(Row row) {
    String content = row.line() + row.values().toString();
    return UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
