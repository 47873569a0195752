package dev.weir.schemas.evolution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** Committed versions of a record: {@code history/<Record>/1.avsc}, {@code 2.avsc} and so on. */
final class SchemaHistory {
  static final Path FOLDER = Path.of("src", "test", "resources", "history");

  private SchemaHistory() {}

  /** All versions of that record, the oldest first. */
  static List<Schema> of(Schema record) {
    List<Schema> versions = new ArrayList<>();
    for (Path file = file(record, 1); Files.exists(file); ) {
      try {
        versions.add(new Schema.Parser().parse(Files.readString(file)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      file = file(record, versions.size() + 1);
    }
    return versions;
  }

  static Path file(Schema record, int version) {
    return FOLDER.resolve(record.getName()).resolve(version + ".avsc");
  }

  /** The schema as other languages see it: without Avro's hints for Java. */
  static Schema portable(Schema schema) {
    String json =
        schema
            .toString()
            .replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\"")
            .replace(",\"avro.java.string\":\"String\"", "");
    return new Schema.Parser().parse(json);
  }

  /** Whether the two differ in nothing but their docs. */
  static boolean same(Schema a, Schema b) {
    return withoutDocs(a).equals(withoutDocs(b));
  }

  private static String withoutDocs(Schema schema) {
    return portable(schema).toString().replaceAll(",\"doc\":\"(?:\\\\.|[^\"\\\\])*\"", "");
  }
}
