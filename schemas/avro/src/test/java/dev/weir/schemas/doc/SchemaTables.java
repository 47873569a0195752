package dev.weir.schemas.doc;

import dev.weir.schemas.evolution.TopicRecords;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** The schemas as Markdown, one table a type. */
final class SchemaTables {
  private SchemaTables() {}

  static String all() {
    List<Schema> topicRecords = TopicRecords.records();
    List<Schema> parts =
        TopicRecords.types().stream().filter(type -> !topicRecords.contains(type)).toList();
    return "## Records\n\n"
        + tables(topicRecords)
        + "## Parts of records\n\n"
        + tables(parts.stream().filter(SchemaTables::isRecord).toList())
        + "## Enumerations\n\n"
        + parts.stream()
            .filter(type -> !isRecord(type))
            .map(SchemaTables::symbols)
            .collect(Collectors.joining());
  }

  private static boolean isRecord(Schema type) {
    return type.getType() == Schema.Type.RECORD;
  }

  private static String tables(List<Schema> records) {
    return records.stream().map(SchemaTables::table).collect(Collectors.joining());
  }

  private static String table(Schema record) {
    String rows =
        record.getFields().stream()
            .map(
                field ->
                    "| `%s` | %s%s | %s |\n"
                        .formatted(
                            field.name(),
                            type(field.schema()),
                            field.hasDefaultValue() ? ", optional" : "",
                            field.doc().replaceAll("\\s+", " ")))
            .collect(Collectors.joining());
    return "### %s\n\n%s\n\n| field | type | what it is |\n|---|---|---|\n%s\n"
        .formatted(record.getName(), record.getDoc(), rows);
  }

  private static String symbols(Schema type) {
    String[] lines = type.getDoc().split("\\s*\n\\s*");
    StringBuilder text = new StringBuilder("### " + type.getName() + "\n\n" + lines[0] + "\n\n");
    for (int i = 1; i < lines.length; i++) {
      text.append("- ").append(lines[i].replaceFirst("^(\\w+):", "`$1`:")).append('\n');
    }
    return text.append("\nDefault: `").append(type.getEnumDefault()).append("`.\n\n").toString();
  }

  private static String type(Schema schema) {
    LogicalType logical = schema.getLogicalType();
    if (logical instanceof LogicalTypes.Decimal decimal) {
      return "decimal(%d, %d)".formatted(decimal.getPrecision(), decimal.getScale());
    }
    if (logical != null) {
      return logical.getName();
    }
    return switch (schema.getType()) {
      case UNION ->
          schema.getTypes().stream()
              .filter(branch -> branch.getType() != Schema.Type.NULL)
              .map(SchemaTables::type)
              .collect(Collectors.joining(" or "));
      case ARRAY -> "list of " + type(schema.getElementType());
      case MAP -> "map to " + type(schema.getValueType());
      case RECORD, ENUM -> "[%s](#%s)".formatted(schema.getName(), anchor(schema));
      default -> schema.getType().getName();
    };
  }

  private static String anchor(Schema named) {
    return named.getName().toLowerCase(Locale.ROOT);
  }
}
