package dev.weir.cli.record;

import dev.weir.cli.UsageFailure;
import dev.weir.schemas.Feedback;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;

/**
 * Which column of a file feeds which field of a record. A column named like a field feeds it;
 * {@code renamed} (field to column) says otherwise, {@code constants} (field to value) fill fields
 * that no column has, {@code skipped} columns are left out.
 */
public record ColumnMapping(
    Map<String, String> renamed, Map<String, String> constants, Set<String> skipped) {

  /** Fields that are filled in when a file does not have them. */
  private static final Set<String> FILLED_IN = Set.of("event_id", "occurred_at");

  public ColumnMapping {
    renamed = Map.copyOf(renamed);
    constants = Map.copyOf(constants);
    skipped = Set.copyOf(skipped);
  }

  /**
   * Resolves the mapping against a record schema and, where known, a file's columns.
   *
   * @param columns the header's columns; empty where the format has none, then columns are checked
   *     row by row
   * @return field name by column name
   * @throws UsageFailure for a field or column that does not exist, or a required field nothing
   *     fills
   */
  public Map<String, String> resolve(String topic, Schema schema, List<String> columns) {
    List<String> fields = schema.getFields().stream().map(Schema.Field::name).toList();
    requireKnown(renamed.keySet(), fields, topic, "--map");
    requireKnown(constants.keySet(), fields, topic, "--set");
    if (!columns.isEmpty()) {
      requireColumns(renamed.values(), columns, "--map");
      requireColumns(skipped, columns, "--skip");
    }
    Map<String, String> fieldByColumn = new LinkedHashMap<>();
    fields.forEach(field -> fieldByColumn.put(renamed.getOrDefault(field, field), field));
    for (String column : columns) {
      if (!fieldByColumn.containsKey(column) && !skipped.contains(column)) {
        throw new UsageFailure(unknownColumn(topic, column, fields));
      }
    }
    if (!columns.isEmpty()) {
      requireFilled(topic, schema, columns);
    }
    return fieldByColumn;
  }

  /** Feedback names the event it is about: that id cannot be made up. */
  static boolean fillsIn(Schema schema, String field) {
    boolean idOfAnotherEvent = field.equals("event_id") && schema.equals(Feedback.getClassSchema());
    return FILLED_IN.contains(field) && !idOfAnotherEvent;
  }

  static String unknownColumn(String topic, String column, Collection<String> fields) {
    return "column '%s' is no field of %s; fields: %s; use --map FIELD=%s or --skip %s"
        .formatted(column, topic, String.join(", ", fields), column, column);
  }

  private void requireFilled(String topic, Schema schema, List<String> columns) {
    Set<String> missing = new TreeSet<>();
    for (Schema.Field field : schema.getFields()) {
      String name = field.name();
      boolean filled =
          columns.contains(renamed.getOrDefault(name, name))
              || constants.containsKey(name)
              || fillsIn(schema, name)
              || field.hasDefaultValue();
      if (!filled) {
        missing.add(name);
      }
    }
    if (!missing.isEmpty()) {
      String first = missing.iterator().next();
      throw new UsageFailure(
          "%s needs %s, which no column gives; columns: %s; use --map %s=COLUMN or --set %s=VALUE"
              .formatted(
                  topic, String.join(", ", missing), String.join(", ", columns), first, first));
    }
  }

  private static void requireKnown(
      Collection<String> names, List<String> fields, String topic, String option) {
    for (String name : names) {
      if (!fields.contains(name)) {
        throw new UsageFailure(
            "%s: %s has no field '%s'; fields: %s"
                .formatted(option, topic, name, String.join(", ", fields)));
      }
    }
  }

  private static void requireColumns(
      Collection<String> names, List<String> columns, String option) {
    for (String name : names) {
      if (!columns.contains(name)) {
        throw new UsageFailure(
            "%s: the file has no column '%s'; columns: %s"
                .formatted(option, name, String.join(", ", columns)));
      }
    }
  }
}
