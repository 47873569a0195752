package dev.weir.node;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Broker and Flink cluster, started side by side and stopped in order. Thread-safe. */
final class Node implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final Executor NEW_THREAD = task -> new Thread(task, "weir-start").start();

  private final DataLock lock;
  private final Broker broker;
  private final FlinkCluster flink;

  private Node(DataLock lock, Broker broker, FlinkCluster flink) {
    this.lock = lock;
    this.broker = broker;
    this.flink = flink;
  }

  /**
   * Starts both; if one fails the other is closed before this throws. The broker may then still
   * hold parts of itself: the process is of no further use.
   *
   * @throws IOException if the data folder cannot be used or another node does
   * @throws CompletionException with the cause that {@link StartFailure} explains
   */
  static Node start(NodeConfig config) throws IOException {
    DataLock lock = DataLock.take(config);
    CompletableFuture<Broker> broker = async(() -> Broker.start(config));
    CompletableFuture<FlinkCluster> flink = async(() -> FlinkCluster.start(config));
    BrokerExit.failInstead(broker);
    try {
      Node node = new Node(lock, broker.join(), flink.join());
      BrokerExit.allow();
      return node;
    } catch (CompletionException e) {
      flink.handle((started, failed) -> closeQuietly(started)).join();
      broker.handle((started, failed) -> closeQuietly(started)).join();
      throw e;
    }
  }

  private static <T> CompletableFuture<T> async(Start<T> start) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return start.run();
          } catch (Exception e) {
            throw new CompletionException(e);
          }
        },
        NEW_THREAD);
  }

  @SuppressWarnings("NullAway") // a future hands over null where the other outcome holds
  private static Void closeQuietly(AutoCloseable started) {
    if (started != null) {
      try {
        started.close();
      } catch (Exception e) {
        LOG.warn("closing {} failed", started.getClass().getSimpleName(), e);
      }
    }
    return null;
  }

  /** Stops Flink first: its jobs commit their offsets to the broker. */
  @Override
  public void close() {
    closeQuietly(flink);
    closeQuietly(broker);
    closeQuietly(lock);
  }

  private interface Start<T> {
    T run() throws Exception;
  }
}
