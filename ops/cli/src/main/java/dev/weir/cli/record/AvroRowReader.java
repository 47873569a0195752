package dev.weir.cli.record;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.cli.UsageFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.InvalidAvroMagicException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/** Avro object container file of records. */
final class AvroRowReader implements RowReader {

  private final DataFileReader<GenericRecord> records;
  private long number;

  AvroRowReader(Path file) throws IOException {
    try {
      records = new DataFileReader<>(file.toFile(), new GenericDatumReader<>());
    } catch (InvalidAvroMagicException e) {
      throw new UsageFailure("file " + file + " is no Avro object container: " + e.getMessage());
    }
    if (records.getSchema().getType() != Schema.Type.RECORD) {
      throw new UsageFailure(
          "file " + file + " holds " + records.getSchema().getType() + ", expected records");
    }
  }

  @Override
  public List<String> columns() {
    return records.getSchema().getFields().stream().map(Schema.Field::name).toList();
  }

  @Override
  public Optional<Row> next() throws IOException, BadRowException {
    try {
      if (!records.hasNext()) {
        return Optional.empty();
      }
      number++;
      Map<String, JsonNode> values = new LinkedHashMap<>();
      JsonNode json = AvroJson.toJson(records.next());
      json.properties().forEach(field -> values.put(field.getKey(), field.getValue()));
      return Optional.of(new Row(number, values));
    } catch (AvroRuntimeException e) {
      throw new IOException(
          "Avro file is damaged behind record " + number + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
