package dev.weir.serde;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;

/** Avro's own writer, but that {@link AvroEntries} write themselves. Thread-safe. */
final class EntriesWriter<T> extends SpecificDatumWriter<T> {

  EntriesWriter(Schema schema, SpecificData data) {
    super(schema, data);
  }

  @Override
  protected void writeMap(Schema schema, Object datum, Encoder out) throws IOException {
    if (datum instanceof AvroEntries entries) {
      out.writeMapStart();
      out.setItemCount(entries.size());
      entries.writeTo(out, schema.getValueType());
      out.writeMapEnd();
    } else {
      super.writeMap(schema, datum, out);
    }
  }
}
