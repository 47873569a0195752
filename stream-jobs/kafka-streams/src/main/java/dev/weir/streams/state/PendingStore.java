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
 * is written, each record under the next number, so a batch that begins and ends between two
 * commits leaves nothing in the changelog.
 *
 * <p>An answered record leaves the changelog with the commit after the one that made sure of its
 * answer: without transactions a kill may let the broker have the deletion and not the answer,
 * whose offset was committed long ago. With transactions it leaves at once. Confined to the task's
 * thread.
 */
public final class PendingStore extends CommittedStore<KeyValueStore<Bytes, byte[]>> {

  private final List<TextRequest> waiting = new ArrayList<>();
  private long waitingBytes;

  /** Numbers of the waiting records that are written, in order. */
  private final List<Long> held = new ArrayList<>();

  /** Numbers of records that were answered since the last commit. */
  private final List<Long> answered = new ArrayList<>();

  /** Numbers of records whose answers the last commit made sure of. */
  private final List<Long> done = new ArrayList<>();

  private long next;
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
        KeyValue<Bytes, byte[]> entry = all.next();
        long number = ByteBuffer.wrap(entry.key.get()).getLong();
        found.add(PendingRecordBytes.read(entry.value));
        // waits again under a number of its own; this one goes when that one is written
        answered.add(number);
        next = number + 1;
      }
    }
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
    answered.addAll(held);
    held.clear();
  }

  @Override
  void writeBack() {
    for (int i = held.size(); i < waiting.size(); i++) {
      TextRequest request = waiting.get(i);
      PendingRecord record = new PendingRecord(request.origin(), request.campaign());
      below().put(key(next), PendingRecordBytes.write(record));
      held.add(next++);
    }
    done.forEach(number -> below().delete(key(number)));
    done.clear();
    done.addAll(answered);
    answered.clear();
    if (isTransactional()) {
      done.forEach(number -> below().delete(key(number)));
      done.clear();
    }
  }

  @Override
  void forget() {
    clear();
    answered.clear();
    done.clear();
    next = 0;
    restored = false;
  }

  private static Bytes key(long number) {
    return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }
}
