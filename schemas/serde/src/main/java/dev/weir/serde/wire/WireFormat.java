package dev.weir.serde.wire;

/**
 * Header in front of every value: a magic byte, then the registry's id of the writer's schema as a
 * big-endian int. Avro's binary encoding follows.
 */
public final class WireFormat {
  /** First byte of every value. */
  public static final byte MAGIC = 0;

  /** Length of the header in bytes. */
  public static final int HEADER_BYTES = 5;

  private WireFormat() {}

  /** Writes the header to the front of {@code target}. */
  public static void writeHeader(byte[] target, int schemaId) {
    target[0] = MAGIC;
    target[1] = (byte) (schemaId >>> 24);
    target[2] = (byte) (schemaId >>> 16);
    target[3] = (byte) (schemaId >>> 8);
    target[4] = (byte) schemaId;
  }

  /** Schema id in the header of {@code value}, which is at least that long. */
  public static int schemaId(byte[] value) {
    return (value[1] & 0xff) << 24
        | (value[2] & 0xff) << 16
        | (value[3] & 0xff) << 8
        | (value[4] & 0xff);
  }
}
