package dev.weir.flinkbench;

import java.io.IOException;

/** How a row of numbers, and the answer to it, lie in Kafka. Confined to one thread. */
interface RowCodec {

  /**
   * Fills the row.
   *
   * @return the row's id
   * @throws IOException if it is no such message
   * @throws IllegalArgumentException if its numbers do not fill the row
   */
  long read(byte[] value, float[] row) throws IOException;

  byte[] write(long id, float[] scores) throws IOException;

  /**
   * The codec of that name.
   *
   * @param name {@code json} or {@code avro}
   */
  static RowCodec open(String name, String schemaRegistry, String in, String out)
      throws IOException {
    return switch (name) {
      case "json" -> new JsonRows();
      case "avro" -> AvroRows.open(schemaRegistry, in, out);
      default -> throw new IllegalArgumentException("codec: json or avro, got " + name);
    };
  }

  /** Refuses a row that is not filled. */
  static long checked(long id, int found, int expected) {
    if (found != expected) {
      throw new IllegalArgumentException(
          "row " + id + ": expected " + expected + " numbers, found " + found);
    }
    return id;
  }
}
