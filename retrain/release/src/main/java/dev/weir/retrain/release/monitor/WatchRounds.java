package dev.weir.retrain.release.monitor;

import dev.weir.retrain.release.Announcement;
import dev.weir.retrain.release.ReleaseEntry;
import dev.weir.retrain.release.ReleaseException;
import dev.weir.retrain.release.ReleaseHistory;
import dev.weir.retrain.release.ReleaseLog;
import dev.weir.retrain.release.ReleaseScope;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watch at work: reads, judges, publishes the steps that follow. Where another writer was
 * faster, the next round looks at what holds then. Not thread-safe; owns its Kafka clients.
 */
public final class WatchRounds implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WatchRounds.class);

  /** How far back the watch reads when it starts. */
  private static final Duration MOST_BACK = Duration.ofHours(24);

  private final ReleaseLog log;
  private final ReleaseWatch watch;
  private final WatchFeed feed;
  private final Clock clock;

  private WatchRounds(ReleaseLog log, ReleaseWatch watch, WatchFeed feed, Clock clock) {
    this.log = log;
    this.watch = watch;
    this.feed = feed;
    this.clock = clock;
  }

  /**
   * Opens the watch on a broker. It reads from a window before the oldest step that it watches on,
   * and no further back than a day.
   *
   * @param kafka settings of clients, {@code bootstrap.servers} among them
   * @param registry stays the caller's
   * @throws ReleaseException if broker or registry do not answer
   */
  public static WatchRounds open(
      Map<String, ?> kafka,
      String topicPrefix,
      SchemaRegistryClient registry,
      ReleasePolicy policy) {
    Clock clock = Clock.systemUTC();
    ReleaseLog log = ReleaseLog.open(kafka, topicPrefix, registry);
    try {
      ReleaseWatch watch = new ReleaseWatch(policy);
      Instant now = clock.instant();
      Instant from = now.minus(policy.window());
      for (ReleaseScope scope : ReleaseScope.values()) {
        for (ReleaseEntry entry : log.read(scope).standing(now)) {
          watch.begin(scope, entry);
          Instant before = entry.effectiveAt().minus(policy.window());
          from = before.isBefore(from) ? before : from;
        }
      }
      Instant earliest = now.minus(MOST_BACK);
      from = from.isBefore(earliest) ? earliest : from;
      return new WatchRounds(
          log, watch, new WatchFeed(kafka, topicPrefix, registry, watch, from), clock);
    } catch (RuntimeException e) {
      log.close();
      throw e;
    }
  }

  /**
   * Whether there is a model to watch: one on trial, or made live lately, or about to be.
   *
   * @param kafka settings of clients, {@code bootstrap.servers} among them
   * @param registry stays the caller's
   * @throws ReleaseException if broker or registry do not answer
   */
  public static boolean isNeeded(
      Map<String, ?> kafka,
      String topicPrefix,
      SchemaRegistryClient registry,
      ReleasePolicy policy) {
    Instant now = Clock.systemUTC().instant();
    ReleaseWatch watch = new ReleaseWatch(policy);
    try (ReleaseLog log = ReleaseLog.open(kafka, topicPrefix, registry)) {
      return Stream.of(ReleaseScope.values())
          .map(log::read)
          .anyMatch(
              history -> !history.pending(now).isEmpty() || !watch.watched(history, now).isEmpty());
    }
  }

  /**
   * Reads what is there, for that time at least, and acts on it.
   *
   * @return what was found of every model that is watched, and done where it says so
   * @throws ReleaseException if broker or registry do not answer
   */
  public List<Finding> round(Duration atLeast) {
    beginSteps();
    feed.read(atLeast);
    List<Finding> findings = new ArrayList<>();
    for (ReleaseScope scope : ReleaseScope.values()) {
      ReleaseHistory history = log.read(scope);
      for (Finding finding : watch.decide(history, clock.instant())) {
        findings.add(finding);
        act(scope, finding);
      }
    }
    return findings;
  }

  private void beginSteps() {
    for (ReleaseScope scope : ReleaseScope.values()) {
      log.read(scope).standing(clock.instant()).forEach(entry -> watch.begin(scope, entry));
    }
  }

  private void act(ReleaseScope scope, Finding finding) {
    Announcement step = finding.announcement(Announcement.BY_WATCH);
    if (step == null) {
      return;
    }
    try {
      log.publish(scope, step, ReleaseLog.LEAD);
    } catch (ReleaseException e) {
      if (e.problem() == ReleaseException.Problem.BROKER_AWAY) {
        throw e;
      }
      LOG.warn("{}: {}", finding.entry().model().label(), e.getMessage());
    }
  }

  @Override
  public void close() {
    feed.close();
    log.close();
  }
}
