package dev.weir.simulator.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.simulator.truth.Truth;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.generic.IndexedRecord;

/**
 * Writes events or truths as JSON Lines: UTF-8, one object a line, field names as in the schemas.
 * Events and their truth belong into two files. Not thread-safe.
 */
public final class JsonLinesWriter implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonGenerator json;

  /** Takes over the writer and closes it at {@link #close}. */
  public JsonLinesWriter(Writer out) throws IOException {
    json = JSON.createGenerator(out);
    json.setRootValueSeparator(null);
  }

  /** Creates or replaces the file. */
  public static JsonLinesWriter to(Path file) throws IOException {
    return new JsonLinesWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
  }

  public void write(IndexedRecord event) throws IOException {
    EventJson.write(event, json);
    json.writeRaw('\n');
  }

  public void write(Truth truth) throws IOException {
    TruthJson.write(truth, json);
    json.writeRaw('\n');
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
