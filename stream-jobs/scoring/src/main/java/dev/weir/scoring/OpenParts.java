package dev.weir.scoring;

import dev.weir.scoring.control.ControlFollower;
import dev.weir.scoring.control.OpenControl;
import dev.weir.scoring.control.ReleaseLedger;
import dev.weir.scoring.policy.PolicyBook;
import dev.weir.scoring.policy.PolicyDomain;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of a scoring while it is wired: what was opened is closed in the opposite order, also
 * when opening fails half-way. Confined to the thread that wires, then to the one that closes.
 */
final class OpenParts {

  private static final Logger LOG = LoggerFactory.getLogger(OpenParts.class);
  static final Clock CLOCK = Clock.systemUTC();

  private final ControlConfig control;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  OpenParts(ControlConfig control) {
    this.control = control;
  }

  /** Takes a part, to be closed before those that were taken earlier. */
  <T extends AutoCloseable> T take(T part) {
    opened.push(part);
    return part;
  }

  /** Models of releases, or null where none are followed. */
  <M extends ScoringModel> @Nullable ReleasedModels<M> releases(ScoringModel.Loader<M> loader) {
    return control.followsReleases() ? take(new ReleasedModels<>(loader)) : null;
  }

  /**
   * Policies and releases as they are published, once what was published before is known.
   *
   * @param releases an empty ledger of the tasks that are scored
   * @throws InterruptedException when the thread is interrupted while it waits for the broker
   */
  <F> ControlView<F> follow(
      PolicyDomain<F> domain,
      ReleaseLedger releases,
      @Nullable ReleasedModels<?> released,
      String topicPrefix,
      SchemaRegistryClient registry)
      throws InterruptedException {
    PolicyBook<F> empty = PolicyBook.of(domain, control.policy());
    if (!control.followsPolicies()) {
      return ControlView.fixed(empty);
    }
    ControlFollower<F> follower =
        OpenControl.follow(
            kafka(),
            topicPrefix,
            registry,
            empty,
            releases,
            snapshot -> {
              if (released != null) {
                released.announce(snapshot.releases(), CLOCK.millis());
              }
            });
    take(follower).awaitCaughtUp();
    return ControlView.of(follower);
  }

  /** Settings of clients that reach the broker. */
  Map<String, Object> kafka() {
    Map<String, Object> settings = new HashMap<>(control.kafka());
    settings.put("bootstrap.servers", control.bootstrapServers());
    return settings;
  }

  void closeAll() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        LOG.warn("a part of a scoring did not close: {}", e.toString());
      }
    }
  }
}
