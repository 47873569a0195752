package dev.weir.retrain.release;

import dev.weir.retrain.release.ReleaseException.Problem;
import dev.weir.schemas.ModelRelease;
import dev.weir.scoring.control.ReleasedModel;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The releases on the topic {@code model-releases}: read, and continued by a further step.
 *
 * <p>Two writers at once are found out afterwards, as a topic cannot refuse the second: what was
 * written is read back, and if another's record came between, or came after without knowing of
 * ours, both writers are told. Both steps then hold in the jobs, which merge all records; the next
 * step that anybody publishes carries both, so compaction, a month later at the earliest, loses
 * neither.
 *
 * <p>Not thread-safe; owns its Kafka clients.
 */
public final class ReleaseLog implements AutoCloseable {

  /** How far ahead steps take effect unless said otherwise. */
  public static final Duration LEAD = Duration.ofSeconds(3);

  private final ReleaseTopic topic;
  private final Clock clock;

  ReleaseLog(ReleaseTopic topic, Clock clock) {
    this.topic = topic;
    this.clock = clock;
  }

  /**
   * The log on a broker.
   *
   * @param kafka settings of clients, {@code bootstrap.servers} among them
   * @param topicPrefix what names of topics begin with
   * @param registry stays the caller's, who closes it after the log
   */
  public static ReleaseLog open(
      Map<String, ?> kafka, String topicPrefix, SchemaRegistryClient registry) {
    return new ReleaseLog(new KafkaReleaseTopic(kafka, topicPrefix, registry), Clock.systemUTC());
  }

  /**
   * A step that is published.
   *
   * @param entry the step
   * @param before what the topic told before it
   * @param lateMillis how long before the record's own Kafka timestamp it was to take effect, as
   *     where this machine's clock is behind the broker's; 0 if it was ahead, as it should be
   */
  public record Published(ReleaseEntry entry, ReleaseHistory before, long lateMillis) {}

  /**
   * What the topic tells now.
   *
   * @throws ReleaseException {@link Problem#BROKER_AWAY}
   */
  public ReleaseHistory read(ReleaseScope scope) {
    return ReleaseHistory.of(scope, topic.read());
  }

  /**
   * Publishes a step.
   *
   * @param lead how far ahead of now it takes effect
   * @throws ReleaseException if it says nothing new, would displace the live model, the broker is
   *     away; {@link Problem#CONFLICT} if somebody else published at the same moment: then it is
   *     published nevertheless
   */
  public Published publish(ReleaseScope scope, Announcement wanted, Duration lead) {
    return publish(read(scope), wanted, lead);
  }

  /** As {@link #publish(ReleaseScope, Announcement, Duration)}, of what was read before. */
  public Published publish(ReleaseHistory known, Announcement wanted, Duration lead) {
    Instant now = Instant.ofEpochMilli(clock.millis());
    ModelRelease release = known.next(wanted, UUID.randomUUID().toString(), now, lead);
    long appendedAt = topic.append(release);
    checkAlone(known, release);
    ReleaseEntry entry =
        ReleaseEntry.of(release.getStep(), now, release.getReleasedBy(), release.getNote());
    return new Published(
        entry, known, Math.max(0, appendedAt - entry.effectiveAt().toEpochMilli()));
  }

  /**
   * Takes back what was released last: the newest canary, else the live model, in whose place the
   * one before it answers again.
   *
   * @param model what to take back; null for what was released last
   * @param reason stands on the topic
   * @throws ReleaseException {@link Problem#NOTHING_TO_ROLL_BACK}, and as {@link #publish}
   */
  public Published rollback(
      ReleaseScope scope,
      @Nullable ReleasedModel model,
      String by,
      @Nullable String reason,
      Duration lead) {
    ReleaseHistory known = read(scope);
    ReleasedModel bad = model != null ? model : known.newestAnswering();
    if (bad == null) {
      throw new ReleaseException(
          Problem.NOTHING_TO_ROLL_BACK,
          "no "
              + scope.label()
              + " model is released as canary or live: jobs score with the one they were started"
              + " with, so there is nothing to take back");
    }
    return publish(known, Announcement.retired(bad, by, reason), lead);
  }

  private void checkAlone(ReleaseHistory known, ModelRelease ours) {
    Set<String> before = new HashSet<>();
    known.records().forEach(record -> before.add(record.getEventId()));
    List<ModelRelease> now = read(known.scope()).records();
    boolean after = false;
    for (ModelRelease record : now) {
      if (record.getEventId().equals(ours.getEventId())) {
        after = true;
      } else if (!before.contains(record.getEventId())
          && !(after && record.getEarlier().contains(ours.getStep()))) {
        throw new ReleaseException(
            Problem.CONFLICT,
            "release of %s: %s released %s as %s at the same moment, and neither step was built upon the other; both hold from their effective_at on. Look at `weir release list` and publish again what should hold"
                .formatted(
                    ours.getStep().getModel().getName()
                        + "@"
                        + ours.getStep().getModel().getVersion(),
                    record.getReleasedBy(),
                    record.getStep().getModel().getName()
                        + "@"
                        + record.getStep().getModel().getVersion(),
                    record.getStep().getStage()));
      }
    }
  }

  @Override
  public void close() {
    topic.close();
  }
}
