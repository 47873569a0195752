package dev.weir.flink.state;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The names of each bucket, in the way that suits the state back end: on the heap many share an
 * array, because objects and a snapshot's entries are what costs; on disk each has its own, because
 * an entry is read and written as a whole. Each way has state of its own name, so a job that
 * changes its back end begins with an empty memory. The bucket that a method is given is the key in
 * force. Confined to the task's thread.
 */
interface BucketState {

  /** The memory of that name, or null. */
  byte @Nullable [] get(int bucket, byte[] name) throws Exception;

  /** Remembers that instead of what was under the name. */
  void put(int bucket, byte[] name, byte[] memory, long expiresAtMillis) throws Exception;

  /**
   * Forgets what has expired.
   *
   * @return when the first of what is left expires; {@link Long#MAX_VALUE} where nothing is
   */
  long sweep(int bucket, long nowMillis) throws Exception;

  /** A snapshot is about to be taken: what it holds must not be changed in place any more. */
  default void beforeSnapshot() {}

  /**
   * Keyed state of an operator.
   *
   * @param name of the memory, the beginning of the state's name
   * @param backend Flink's name of the state back end
   */
  static BucketState of(RuntimeContext context, String name, String backend) {
    return backend.equals("hashmap")
        ? new OnHeap(
            context.getState(new ValueStateDescriptor<>(name + "-shelves", new ShelfSerializer())))
        : new OnDisk(
            context.getMapState(
                new MapStateDescriptor<>(
                    name + "-singles", IntSerializer.INSTANCE, new PageSerializer())));
  }

  /**
   * A shelf for each bucket. The value of heap state may be changed in place, as Flink's own map
   * and list states do: where a snapshot still needs it, {@code value()} has answered with a copy.
   * Between two snapshots it answers with the same shelf again and again, so each is asked for once
   * and found by its bucket from then on: Flink's way to a value on the heap leads through some
   * eight objects, none of which is likely to be in a processor's cache.
   */
  final class OnHeap implements BucketState {

    private final ValueState<Shelf> shelves;
    private final @Nullable Shelf[] found = new Shelf[Buckets.COUNT];

    OnHeap(ValueState<Shelf> shelves) {
      this.shelves = shelves;
    }

    @Override
    public byte @Nullable [] get(int bucket, byte[] name) throws Exception {
      Shelf shelf = shelf(bucket);
      return shelf == null ? null : shelf.find(name);
    }

    @Override
    public void put(int bucket, byte[] name, byte[] memory, long expiresAtMillis) throws Exception {
      Shelf shelf = shelf(bucket);
      if (shelf == null) {
        shelf = new Shelf();
        shelves.update(shelf);
        found[bucket] = shelf;
      }
      shelf.put(name, memory, expiresAtMillis);
    }

    @Override
    public long sweep(int bucket, long nowMillis) throws Exception {
      Shelf shelf = shelf(bucket);
      long earliest = shelf == null ? Long.MAX_VALUE : shelf.sweep(nowMillis);
      if (earliest == Long.MAX_VALUE) {
        shelves.clear();
        found[bucket] = null;
      }
      return earliest;
    }

    @Override
    public void beforeSnapshot() {
      Arrays.fill(found, null);
    }

    private @Nullable Shelf shelf(int bucket) throws Exception {
      Shelf shelf = found[bucket];
      if (shelf == null) {
        shelf = shelves.value();
        found[bucket] = shelf;
      }
      return shelf;
    }
  }

  /**
   * A page for each hash of a name. What was found last is kept, as a memory that is read is
   * written next as a rule: reading an entry costs as much again as all the rest.
   */
  final class OnDisk implements BucketState {

    private static final int NONE = -1;

    private final MapState<Integer, Page> pages;
    private int foundBucket = NONE;
    private int foundHash;
    private @Nullable Page found;

    OnDisk(MapState<Integer, Page> pages) {
      this.pages = pages;
    }

    @Override
    public byte @Nullable [] get(int bucket, byte[] name) throws Exception {
      Page page = page(bucket, Arrays.hashCode(name));
      return page == null ? null : page.find(name);
    }

    @Override
    public void put(int bucket, byte[] name, byte[] memory, long expiresAtMillis) throws Exception {
      int hash = Arrays.hashCode(name);
      Page page = page(bucket, hash);
      found = (page == null ? Page.EMPTY : page).with(name, memory, expiresAtMillis);
      pages.put(hash, found);
    }

    @Override
    public long sweep(int bucket, long nowMillis) throws Exception {
      foundBucket = NONE;
      long earliest = Long.MAX_VALUE;
      for (Iterator<Map.Entry<Integer, Page>> all = pages.iterator(); all.hasNext(); ) {
        Map.Entry<Integer, Page> entry = all.next();
        Page living = entry.getValue().livingAt(nowMillis);
        if (living.isEmpty()) {
          all.remove();
        } else if (living != entry.getValue()) {
          entry.setValue(living);
        }
        earliest = Math.min(earliest, living.earliestExpiry());
      }
      if (earliest == Long.MAX_VALUE) {
        pages.clear();
      }
      return earliest;
    }

    private @Nullable Page page(int bucket, int hash) throws Exception {
      if (foundBucket != bucket || foundHash != hash) {
        foundBucket = NONE;
        found = pages.get(hash);
        foundHash = hash;
        foundBucket = bucket;
      }
      return found;
    }
  }
}
