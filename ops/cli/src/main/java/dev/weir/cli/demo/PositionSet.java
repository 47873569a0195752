package dev.weir.cli.demo;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** A set of record positions, one bit each. Not thread-safe. */
final class PositionSet {

  private record Partition(String topic, int partition) {}

  private final Map<Partition, BitSet> offsets = new HashMap<>();
  private long size;

  /** Returns false if the position was there already. */
  boolean add(Position position) {
    BitSet bits =
        offsets.computeIfAbsent(
            new Partition(position.topic(), position.partition()), p -> new BitSet());
    int offset = Math.toIntExact(position.offset());
    if (bits.get(offset)) {
      return false;
    }
    bits.set(offset);
    size++;
    return true;
  }

  long size() {
    return size;
  }

  /** How many of these positions {@code other} lacks. */
  long notIn(PositionSet other) {
    long missing = 0;
    for (Map.Entry<Partition, BitSet> entry : offsets.entrySet()) {
      BitSet rest = (BitSet) entry.getValue().clone();
      rest.andNot(other.offsets.getOrDefault(entry.getKey(), new BitSet()));
      missing += rest.cardinality();
    }
    return missing;
  }
}
