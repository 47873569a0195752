package dev.weir.formats;

import java.io.IOException;
import org.apache.avro.specific.SpecificRecord;

/** One library's way to write and read the values of a topic. */
interface Format {

  /** The bytes of the value as they stand in the topic. */
  <T extends SpecificRecord> byte[] write(String topic, T value, Class<T> type) throws IOException;

  /** The value of these bytes. */
  <T extends SpecificRecord> T read(String topic, byte[] bytes, Class<T> type) throws IOException;
}
