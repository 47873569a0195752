package dev.weir.simulator;

import dev.weir.simulator.broken.Damage;
import dev.weir.simulator.random.Dice;
import dev.weir.simulator.truth.BrokenTruth;
import dev.weir.simulator.truth.Truth;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** A record to send, with the truth about it. */
public sealed interface SimulatedRecord {
  /** Topic without prefix. */
  String topic();

  /** Kafka key. */
  String key();

  /** The event; for a broken record the one that its value would have been. */
  SpecificRecord event();

  /** What is true of it; stays with the sender. */
  Truth truth();

  /**
   * The value to send.
   *
   * @param encoded {@link #event()} in Confluent wire format
   */
  byte @Nullable [] value(byte[] encoded);

  /** A sound record. */
  record Sound(String topic, String key, SpecificRecord event, Truth truth)
      implements SimulatedRecord {
    @Override
    public byte[] value(byte[] encoded) {
      return encoded;
    }
  }

  /**
   * A record with a damaged value. Its key is unique, since nothing else tells it apart: the dead
   * letter keeps it, and the truth names it.
   *
   * @param seed of the chance in the damage: the same record gives the same value each time
   */
  record Broken(
      String topic, String key, SpecificRecord event, BrokenTruth truth, Damage damage, long seed)
      implements SimulatedRecord {
    @Override
    public byte @Nullable [] value(byte[] encoded) {
      return damage.apply(encoded, new Dice(seed));
    }
  }
}
