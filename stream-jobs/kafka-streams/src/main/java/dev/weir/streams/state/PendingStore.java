package dev.weir.streams.state;

import dev.weir.scoring.event.TextRequest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The records of a task that wait for their batch, in order. Only what waits while the task commits
 * is written: record {@code i} into slot {@code i}, so the changelog has as many keys as a batch
 * has records, and a batch between two commits leaves nothing there. Confined to the task's thread.
 */
public final class PendingStore extends CommittedStore<KeyValueStore<Bytes, byte[]>> {

  private final List<TextRequest> waiting = new ArrayList<>();
  private long waitingBytes;

  /** How many of the first records stand in their slots, unchanged since the last commit. */
  private int written;

  /** How many slots hold something, now or from an earlier commit. */
  private int slots;

  private boolean restored;

  private PendingStore(KeyValueStore<Bytes, byte[]> below) {
    super(below);
  }

  static StoreBuilder<PendingStore> builder(String name) {
    return new CommittedStoreBuilder<>(
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray()),
        Changelogs.compacted(),
        PendingStore::new);
  }

  /**
   * What waited at the last commit of the task's previous life, in order; the caller adds it again.
   * To be asked before anything is added; empty but for the first time.
   */
  public List<PendingRecord> restore() {
    if (restored) {
      return List.of();
    }
    List<PendingRecord> found = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> all = below().all()) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> next = all.next();
        found.add(PendingRecordBytes.read(next.value));
      }
    }
    slots = found.size();
    restored = true;
    return found;
  }

  /** Adds a record at the end. */
  public void add(TextRequest request) {
    waiting.add(request);
    waitingBytes += request.origin().sizeInBytes();
  }

  /** The records that wait; changes with the store. */
  public List<TextRequest> waiting() {
    return Collections.unmodifiableList(waiting);
  }

  /** Keys and values of what waits, in bytes. */
  public long waitingBytes() {
    return waitingBytes;
  }

  /** Forgets what waits, since it has been answered. */
  public void clear() {
    waiting.clear();
    waitingBytes = 0;
    written = 0;
  }

  @Override
  void writeBack() {
    for (int i = written; i < waiting.size(); i++) {
      TextRequest request = waiting.get(i);
      below()
          .put(
              slot(i),
              PendingRecordBytes.write(new PendingRecord(request.origin(), request.campaign())));
    }
    for (int i = waiting.size(); i < slots; i++) {
      below().delete(slot(i));
    }
    written = waiting.size();
    slots = written;
  }

  @Override
  void forget() {
    clear();
    slots = 0;
    restored = false;
  }

  private static Bytes slot(int index) {
    return Bytes.wrap(ByteBuffer.allocate(Integer.BYTES).putInt(index).array());
  }
}
