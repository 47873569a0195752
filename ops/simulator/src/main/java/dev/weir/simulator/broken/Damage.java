package dev.weir.simulator.broken;

import dev.weir.simulator.random.Dice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What can be wrong with the value of a record. Each makes a value that no strict reader accepts.
 */
public enum Damage {
  /** The end is missing. */
  TRUNCATED("truncated") {
    @Override
    public byte[] apply(byte[] encoded, Dice dice) {
      return Arrays.copyOf(encoded, dice.between(1, encoded.length - 1));
    }
  },
  /** Something else entirely: a line of text, as if a program wrote to the wrong topic. */
  FOREIGN_BYTES("foreign-bytes") {
    @Override
    public byte[] apply(byte[] encoded, Dice dice) {
      return ("{\"level\":\"info\",\"code\":" + dice.between(100, 999) + "}")
          .getBytes(StandardCharsets.UTF_8);
    }
  },
  /** No value at all. */
  NULL_VALUE("null-value") {
    @Override
    public byte @Nullable [] apply(byte[] encoded, Dice dice) {
      return null;
    }
  },
  /** The schema id names no schema. */
  UNKNOWN_SCHEMA("unknown-schema") {
    @Override
    public byte[] apply(byte[] encoded, Dice dice) {
      byte[] damaged = encoded.clone();
      damaged[1] = 0x7f;
      return damaged;
    }
  };

  private final String label;

  Damage(String label) {
    this.label = label;
  }

  /** The name used in the truth. */
  public String label() {
    return label;
  }

  /**
   * The damaged value.
   *
   * @param encoded a sound value: magic byte 0, four bytes of schema id, Avro; not changed
   */
  public abstract byte @Nullable [] apply(byte[] encoded, Dice dice);
}
