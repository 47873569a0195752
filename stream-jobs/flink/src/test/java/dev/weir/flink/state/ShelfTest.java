package dev.weir.flink.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class ShelfTest {

  private static final ShelfSerializer SERIALIZER = new ShelfSerializer();

  private record Memory(List<Byte> bytes, long expiry) {}

  @Test
  void find_namesOfEqualHash_areKeptApart() {
    byte[] first = "Aa".getBytes(UTF_8);
    byte[] second = "BB".getBytes(UTF_8);
    Shelf shelf = new Shelf();

    shelf.put(first, new byte[] {1}, 10);
    shelf.put(second, new byte[] {2}, 10);

    assertThat(Arrays.hashCode(first)).isEqualTo(Arrays.hashCode(second));
    assertThat(shelf.find(first)).containsExactly(1);
    assertThat(shelf.find(second)).containsExactly(2);
    assertThat(shelf.find("A".getBytes(UTF_8))).isNull();
  }

  @Test
  void put_aMemoryOfTheSameLength_takesNoMoreRoom() {
    Shelf shelf = new Shelf();
    byte[] name = "a".getBytes(UTF_8);
    shelf.put(name, new byte[8], 0);
    int once = bytes(shelf);

    for (int i = 0; i < 100; i++) {
      shelf.put(name, new byte[8], i);
    }

    assertThat(bytes(shelf)).isEqualTo(once);
  }

  @Test
  void anySequence_ofMemoriesSweepsAndSnapshots_isThatOfAMap() throws IOException {
    for (int seed = 0; seed < 30; seed++) {
      Random random = new Random(seed);
      Shelf shelf = new Shelf();
      Map<String, Memory> expected = new HashMap<>();
      Shelf snapshot = shelf;
      Map<String, Memory> expectedOfSnapshot = Map.of();
      for (int step = 0; step < 1_000; step++) {
        String name = "name-" + random.nextInt(120);
        byte[] memory = new byte[random.nextInt(3) * 8];
        random.nextBytes(memory);
        long expiry = (long) step + random.nextInt(200);
        shelf.put(name.getBytes(UTF_8), memory, expiry);
        expected.put(name, new Memory(list(memory), expiry));
        if (step % 70 == 0) {
          snapshot = shelf;
          expectedOfSnapshot = Map.copyOf(expected);
          shelf = SERIALIZER.copy(shelf);
        }
        if (step % 110 == 0) {
          long now = step;
          expected.values().removeIf(known -> known.expiry() <= now);
          assertThat(shelf.sweep(now))
              .isEqualTo(
                  expected.values().stream()
                      .mapToLong(Memory::expiry)
                      .min()
                      .orElse(Long.MAX_VALUE));
        }
        requireSame(shelf, expected);
        requireSame(snapshot, expectedOfSnapshot);
      }
      requireSame(written(shelf), expected);
      requireSame(written(snapshot), expectedOfSnapshot);
    }
  }

  private static void requireSame(Shelf shelf, Map<String, Memory> expected) {
    for (int i = 0; i < 120; i++) {
      String name = "name-" + i;
      Memory memory = expected.get(name);
      assertThat(shelf.find(name.getBytes(UTF_8)))
          .as(name)
          .isEqualTo(memory == null ? null : array(memory.bytes()));
    }
  }

  private static List<Byte> list(byte[] bytes) {
    List<Byte> list = new ArrayList<>();
    for (byte b : bytes) {
      list.add(b);
    }
    return list;
  }

  private static byte[] array(List<Byte> list) {
    byte[] bytes = new byte[list.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = list.get(i);
    }
    return bytes;
  }

  private static Shelf written(Shelf shelf) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    SERIALIZER.serialize(shelf, out);
    return SERIALIZER.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
  }

  private static int bytes(Shelf shelf) {
    int bytes = 0;
    for (int number = 0; number < Shelf.PAGES; number++) {
      bytes += shelf.size(number);
    }
    return bytes;
  }
}
