package dev.weir.streams.state;

import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * A store whose latest state is objects in the heap. They are written to a changelogged store below
 * when the task commits, before its producer is flushed and its offsets are committed: every commit
 * holds them, and what changes many times between two commits is serialised once
 * (docs/decisions/0051).
 *
 * <p>The hook is {@link CachedStateStore}, which Kafka Streams keeps for its own caches: the only
 * internal type of it that this module knows. Confined to the task's thread; standby tasks restore
 * the store below only.
 *
 * @param <B> the store below; its changelog is written with each put and delete
 */
abstract class CommittedStore<B extends StateStore>
    implements StateStore, CachedStateStore<Object, Object> {

  private final B below;
  private boolean transactional;

  CommittedStore(B below) {
    this.below = below;
  }

  /** The store that lasts. */
  final B below() {
    return below;
  }

  /**
   * Whether state, answers and offsets are one transaction, so that none is seen without the
   * others.
   */
  final boolean isTransactional() {
    return transactional;
  }

  /** Writes what has changed since the last commit. */
  abstract void writeBack();

  /** Drops the objects in the heap; the store below is the truth again. */
  abstract void forget();

  @Override
  public final void flushCache() {
    writeBack();
  }

  @Override
  public final void clearCache() {
    forget();
  }

  /** Kafka Streams offers to be told of each entry; nothing here is a table. */
  @Override
  public final boolean setFlushListener(
      CacheFlushListener<Object, Object> listener, boolean sendOldValues) {
    return false;
  }

  @Override
  public final String name() {
    return below.name();
  }

  @Override
  public final void init(StateStoreContext context, StateStore root) {
    transactional =
        StreamsConfig.EXACTLY_ONCE_V2.equals(
            context.appConfigs().get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG));
    below.init(context, root);
  }

  @Override
  public final void flush() {
    below.flush();
  }

  @Override
  public final void close() {
    forget();
    below.close();
  }

  @Override
  public final boolean persistent() {
    return below.persistent();
  }

  @Override
  public final boolean isOpen() {
    return below.isOpen();
  }
}
