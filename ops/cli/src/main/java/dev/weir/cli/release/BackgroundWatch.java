package dev.weir.cli.release;

import dev.weir.cli.kafka.Connection;
import dev.weir.retrain.release.monitor.Finding;
import dev.weir.retrain.release.monitor.ReleasePolicy;
import dev.weir.retrain.release.monitor.WatchRounds;
import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The watch over released models beside a platform, in a thread of its own: steps that it takes are
 * told, and nothing else. Verdicts are read only while there is a model to watch.
 */
public final class BackgroundWatch implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(15);
  private static final Duration END_LIMIT = Duration.ofSeconds(5);

  private final Connection connection;
  private final ReleasePolicy policy;
  private final Consumer<String> told;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "weir-release-watch");

  /**
   * Starts it.
   *
   * @param told of each step, as a line, by the thread of the watch
   */
  public BackgroundWatch(Connection connection, ReleasePolicy policy, Consumer<String> told) {
    this.connection = connection;
    this.policy = policy;
    this.told = told;
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    String before = "";
    while (!isClosed(EVERY)) {
      try {
        watch();
        before = "";
      } catch (RuntimeException
          | IOException e) { // whatever it is, a watch that ended would say nothing
        String failure = String.valueOf(e.getMessage());
        if (!isClosed(Duration.ZERO) && !failure.equals(before)) {
          told.accept("release watch: " + failure + "; it is tried again");
        }
        before = failure;
      }
    }
  }

  /** Returns when there is no model to watch any more. */
  private void watch() throws IOException {
    try (SchemaRegistryClient registry =
        RegistryClients.connect(RegistryConfig.of(connection.registryUrl()))) {
      if (!WatchRounds.isNeeded(
          connection.clientConfig(), connection.topicPrefix(), registry, policy)) {
        return;
      }
      try (WatchRounds rounds =
          WatchRounds.open(connection.clientConfig(), connection.topicPrefix(), registry, policy)) {
        boolean any = true;
        while (any && !isClosed(Duration.ZERO)) {
          any = !rounds.round(EVERY).stream().peek(this::tell).toList().isEmpty();
        }
      }
    }
  }

  private void tell(Finding finding) {
    if (finding.outcome() != Finding.Outcome.KEEP) {
      told.accept(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + ReleaseView.line(finding));
    }
  }

  private boolean isClosed(Duration wait) {
    try {
      return closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
    try {
      thread.join(END_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
