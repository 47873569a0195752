package dev.weir.scoring.control;

import static dev.weir.scoring.control.Releases.release;
import static dev.weir.scoring.control.Releases.step;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.ModelRelease;
import dev.weir.schemas.Policy;
import dev.weir.schemas.ReleaseStage;
import dev.weir.schemas.Task;
import dev.weir.scoring.policy.PolicyBook;
import dev.weir.scoring.policy.TextFacts;
import dev.weir.scoring.policy.TextPolicies;
import dev.weir.serde.RegistryUnavailableException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Kafka's own consumer without a broker; real brokers are met in tests/end-to-end. */
@Timeout(60)
class ControlFollowerTest {

  private static final TopicPartition POLICIES = new TopicPartition("policies", 0);
  private static final TopicPartition RELEASES = new TopicPartition("model-releases", 0);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final Map<String, Object> values = new HashMap<>();
  private final LinkedBlockingQueue<ControlSnapshot<TextFacts>> seen = new LinkedBlockingQueue<>();
  private int registryAwayFor;
  private long offset;
  private @Nullable ControlFollower<TextFacts> follower;

  @AfterEach
  void close() {
    if (follower != null) {
      follower.close();
    }
  }

  @Test
  void awaitCaughtUp_topicsWithRecords_knowsThemAll() throws InterruptedException {
    start(policy("default", 3), release(Task.SPAM, step("m", ReleaseStage.LIVE, null, 0)));

    follower.awaitCaughtUp();

    assertThat(follower.snapshot().policies().live(0).label()).isEqualTo("default@3");
    assertThat(follower.snapshot().releases().modelFor(0, "e")).isEqualTo(Releases.model("m"));
  }

  @Test
  void awaitCaughtUp_noTopicsAtAll_isTheBuiltInPolicy() throws InterruptedException {
    follower = follower();

    follower.awaitCaughtUp();

    assertThat(follower.snapshot().policies().live(0).label()).isEqualTo("default@2");
  }

  @Test
  void snapshot_policyPublishedLater_changesLive() throws InterruptedException {
    start();
    follower.awaitCaughtUp();

    consumer.schedulePollTask(() -> add(POLICIES, policy("default", 4)));

    assertThat(next().policies().live(0).label()).isEqualTo("default@4");
  }

  @Test
  void snapshot_unreadableAndBrokenRecords_areCountedAndChangeNothing()
      throws InterruptedException {
    Policy broken = Policy.newBuilder(policy("default", 9)).setVersion(0).build();
    start(policy("default", 3), "neither", broken);

    follower.awaitCaughtUp();

    assertThat(follower.snapshot().refused()).isEqualTo(2);
    assertThat(follower.snapshot().policies().live(0).label()).isEqualTo("default@3");
  }

  @Test
  void snapshot_registryAway_waitsAndLosesNoRecord() throws InterruptedException {
    registryAwayFor = 1;
    start(policy("default", 3));

    follower.awaitCaughtUp();

    assertThat(follower.snapshot().policies().live(0).label()).isEqualTo("default@3");
    assertThat(follower.snapshot().refused()).isZero();
  }

  @Test
  void snapshot_tombstone_withdrawsThePolicy() throws InterruptedException {
    start(policy("default", 3));
    follower.awaitCaughtUp();
    next();

    consumer.schedulePollTask(
        () ->
            consumer.addRecord(
                new ConsumerRecord<>("policies", 0, offset++, "default".getBytes(UTF_8), null)));

    assertThat(next().policies().live(0).label()).isEqualTo("default@2");
  }

  private ControlSnapshot<TextFacts> next() throws InterruptedException {
    ControlSnapshot<TextFacts> snapshot = seen.poll(30, TimeUnit.SECONDS);
    assertThat(snapshot).isNotNull();
    return snapshot;
  }

  private void start(Object... records) {
    for (TopicPartition partition : List.of(POLICIES, RELEASES)) {
      Node node = new Node(0, "localhost", 1);
      consumer.updatePartitions(
          partition.topic(),
          List.of(
              new PartitionInfo(partition.topic(), 0, node, new Node[] {node}, new Node[] {node})));
    }
    consumer.updateBeginningOffsets(Map.of(POLICIES, 0L, RELEASES, 0L));
    long releases = List.of(records).stream().filter(r -> r instanceof ModelRelease).count();
    consumer.updateEndOffsets(Map.of(POLICIES, records.length - releases, RELEASES, releases));
    consumer.schedulePollTask(
        () -> {
          long releaseOffset = 0;
          for (Object record : records) {
            if (record instanceof ModelRelease) {
              consumer.addRecord(consumed(RELEASES, releaseOffset++, record));
            } else {
              add(POLICIES, record);
            }
          }
        });
    follower = follower();
  }

  private void add(TopicPartition partition, Object record) {
    consumer.addRecord(consumed(partition, offset++, record));
  }

  private ConsumerRecord<byte[], byte[]> consumed(
      TopicPartition partition, long at, Object record) {
    String id = partition.topic() + at;
    synchronized (values) {
      values.put(id, record);
    }
    return new ConsumerRecord<>(
        partition.topic(), partition.partition(), at, new byte[0], id.getBytes(UTF_8));
  }

  private ControlFollower<TextFacts> follower() {
    ControlRecords<TextFacts> records =
        new ControlRecords<>(
            "policies",
            reader(Policy.class),
            reader(ModelRelease.class),
            PolicyBook.of(TextPolicies.DOMAIN, "default"),
            ReleaseLedger.TEXT);
    return new ControlFollower<>(
            consumer, List.of("policies", "model-releases"), records, seen::add)
        .start();
  }

  private <T> Deserializer<T> reader(Class<T> type) {
    return (topic, bytes) -> {
      if (registryAwayFor > 0) {
        registryAwayFor--;
        throw new RegistryUnavailableException("connection refused", null);
      }
      synchronized (values) {
        return type.cast(values.get(new String(bytes, UTF_8)));
      }
    };
  }

  private static Policy policy(String name, int version) {
    return Policy.newBuilder()
        .setEventId("p")
        .setOccurredAt(Instant.EPOCH)
        .setName(name)
        .setVersion(version)
        .setEffectiveAt(Instant.EPOCH)
        .setChangedBy("test")
        .build();
  }
}
