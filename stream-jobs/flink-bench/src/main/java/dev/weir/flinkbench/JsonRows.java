package dev.weir.flinkbench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** {@code {"id":1,"data":[…]}}: one image a message, as the Crayfish benchmark sends it. */
final class JsonRows implements RowCodec {

  private static final int ANSWER_BYTES = 256;

  private final JsonFactory json =
      JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();

  @Override
  public long read(byte[] value, float[] row) throws IOException {
    long id = 0;
    int filled = 0;
    try (JsonParser parser = json.createParser(value)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() != JsonToken.FIELD_NAME) {
          continue;
        }
        String name = parser.currentName();
        parser.nextToken();
        if (name.equals("id")) {
          id = parser.getLongValue();
        } else if (name.equals("data")) {
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (filled < row.length) {
              row[filled] = parser.getFloatValue();
            }
            filled++;
          }
        }
      }
    }
    return RowCodec.checked(id, filled, row.length);
  }

  @Override
  public byte[] write(long id, float[] scores) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(ANSWER_BYTES);
    try (JsonGenerator generator = json.createGenerator(out)) {
      generator.writeStartObject();
      generator.writeNumberField("id", id);
      generator.writeArrayFieldStart("data");
      for (float score : scores) {
        generator.writeNumber(score);
      }
      generator.writeEndArray();
      generator.writeEndObject();
    }
    return out.toByteArray();
  }
}
