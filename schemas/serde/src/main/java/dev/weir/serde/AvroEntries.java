package dev.weir.serde;

import java.io.IOException;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;

/**
 * A map that can write its entries itself, faster than Avro, which encodes every name anew in every
 * record. As a map it has the same entries in the same order.
 */
public interface AvroEntries extends Map<String, Float> {

  /**
   * Writes all entries as Avro's binary encoding of this map has them, without what a block begins
   * and ends with.
   *
   * @param values the schema of the map's values
   * @throws IllegalArgumentException if it knows no values of that schema
   */
  void writeTo(Encoder out, Schema values) throws IOException;
}
