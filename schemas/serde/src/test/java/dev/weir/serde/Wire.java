package dev.weir.serde;

import dev.weir.schemas.CommentPosted;
import dev.weir.serde.wire.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Bytes made with Avro's own classes, to hold ours against. */
final class Wire {
  private Wire() {}

  static CommentPosted comment() {
    return CommentPosted.newBuilder()
        .setEventId("e-1")
        .setOccurredAt(Instant.parse("2026-03-01T12:00:00Z"))
        .setSubjectId("kettle")
        .setAuthorId("a-1")
        .setText("Boils fast.")
        .setRating(4.5f)
        .build();
  }

  /** Header and Avro's encoding of a generic datum. */
  static byte[] encode(int schemaId, Schema schema, Object datum) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(new byte[WireFormat.HEADER_BYTES]);
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
      new GenericDatumWriter<>(schema).write(datum, encoder);
      encoder.flush();
      byte[] bytes = out.toByteArray();
      WireFormat.writeHeader(bytes, schemaId);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
