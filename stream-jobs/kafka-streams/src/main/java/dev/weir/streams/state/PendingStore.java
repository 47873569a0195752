package dev.weir.streams.state;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * What waits in a task for its batch, in order. Only what waits while the task commits is written,
 * each record under the next number, so a batch that begins and ends between two commits leaves
 * nothing in the changelog.
 *
 * <p>An answered record leaves the changelog with the commit after the one that made sure of its
 * answer: without transactions a kill may let the broker have the deletion and not the answer,
 * whose offset was committed long ago. With transactions it leaves at once. Confined to the task's
 * thread.
 *
 * @param <R> what waits
 * @param <S> what is found of it after a restart
 */
public final class PendingStore<R, S> extends CommittedStore<KeyValueStore<Bytes, byte[]>> {

  private final Function<R, byte[]> write;
  private final Function<byte[], S> read;
  private final List<R> waiting = new ArrayList<>();
  private long waitingBytes;

  /** Numbers of the waiting records that are written, in order. */
  private final List<Long> held = new ArrayList<>();

  /** Numbers of records that were answered since the last commit. */
  private final List<Long> answered = new ArrayList<>();

  /** Numbers of records whose answers the last commit made sure of. */
  private final List<Long> done = new ArrayList<>();

  private long next;
  private boolean restored;

  private PendingStore(
      KeyValueStore<Bytes, byte[]> below, Function<R, byte[]> write, Function<byte[], S> read) {
    super(below);
    this.write = write;
    this.read = read;
  }

  static <R, S> StoreBuilder<PendingStore<R, S>> builder(
      String name, Function<R, byte[]> write, Function<byte[], S> read) {
    return new CommittedStoreBuilder<>(
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray()),
        Changelogs.compacted(),
        store -> new PendingStore<>(store, write, read));
  }

  /**
   * What waited at the last commit of the task's previous life, in order; the caller adds it again.
   * To be asked before anything is added; empty but for the first time.
   */
  public List<S> restore() {
    if (restored) {
      return List.of();
    }
    List<S> found = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> all = below().all()) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> entry = all.next();
        long number = ByteBuffer.wrap(entry.key.get()).getLong();
        found.add(read.apply(entry.value));
        // waits again under a number of its own; this one goes when that one is written
        answered.add(number);
        next = number + 1;
      }
    }
    restored = true;
    return found;
  }

  /**
   * Adds one at the end.
   *
   * @param bytes what it weighs in a batch
   */
  public void add(R one, int bytes) {
    waiting.add(one);
    waitingBytes += bytes;
  }

  /** What waits; changes with the store. */
  public List<R> waiting() {
    return Collections.unmodifiableList(waiting);
  }

  /** What all of it weighs. */
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
      below().put(key(next), write.apply(waiting.get(i)));
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
