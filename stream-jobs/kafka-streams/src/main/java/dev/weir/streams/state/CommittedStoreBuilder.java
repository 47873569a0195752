package dev.weir.streams.state;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Builds the {@link CommittedStore} of each task over a changelogged store without a cache.
 *
 * @param <B> the store below
 * @param <S> the store
 */
final class CommittedStoreBuilder<B extends StateStore, S extends CommittedStore<B>>
    implements StoreBuilder<S> {

  private final StoreBuilder<B> below;
  private final Function<B, S> over;
  private final Map<String, String> changelog = new HashMap<>();

  CommittedStoreBuilder(StoreBuilder<B> below, Map<String, String> changelog, Function<B, S> over) {
    this.below = below.withCachingDisabled();
    this.over = over;
    var unused = withLoggingEnabled(changelog);
  }

  @Override
  public S build() {
    return over.apply(below.build());
  }

  /** The heap is the cache, always. */
  @Override
  public StoreBuilder<S> withCachingEnabled() {
    return this;
  }

  @Override
  public StoreBuilder<S> withCachingDisabled() {
    return this;
  }

  @Override
  public StoreBuilder<S> withLoggingEnabled(Map<String, String> config) {
    changelog.putAll(config);
    var unused = below.withLoggingEnabled(changelog);
    return this;
  }

  /**
   * @throws UnsupportedOperationException always: without its changelog the store would lose
   *     records
   */
  @Override
  public StoreBuilder<S> withLoggingDisabled() {
    throw new UnsupportedOperationException(
        "store " + name() + " keeps what only its changelog holds; leave logging on");
  }

  @Override
  public Map<String, String> logConfig() {
    return changelog;
  }

  @Override
  public boolean loggingEnabled() {
    return true;
  }

  @Override
  public String name() {
    return below.name();
  }
}
