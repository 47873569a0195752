package dev.weir.scoring.control;

import dev.weir.schemas.ModelRelease;
import dev.weir.schemas.Policy;
import dev.weir.scoring.policy.PolicyBook;
import dev.weir.serde.WeirAvroDeserializer;
import dev.weir.serde.topic.WeirTopic;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Wires a follower to Kafka. */
public final class OpenControl {

  private OpenControl() {}

  /**
   * A follower that has started.
   *
   * @param kafka settings of the consumer, {@code bootstrap.servers} among them
   * @param topicPrefix what the names of topics begin with
   * @param registry stays the caller's, who closes it after the follower
   * @param empty what decides before anything is read
   * @param releases an empty ledger of the tasks that are scored
   * @param <F> what policies look at
   * @param listener told of each new snapshot, on the follower's thread
   */
  public static <F> ControlFollower<F> follow(
      Map<String, ?> kafka,
      String topicPrefix,
      SchemaRegistryClient registry,
      PolicyBook<F> empty,
      ReleaseLedger releases,
      Consumer<ControlSnapshot<F>> listener) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    String policies = WeirTopic.POLICIES.topicName(topicPrefix);
    String releaseTopic = WeirTopic.MODEL_RELEASES.topicName(topicPrefix);
    ControlRecords<F> records =
        new ControlRecords<>(
            policies,
            new WeirAvroDeserializer<>(Policy.class, registry),
            new WeirAvroDeserializer<>(ModelRelease.class, registry),
            empty,
            releases);
    return new ControlFollower<>(
            new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
            List.of(policies, releaseTopic),
            records,
            listener)
        .start();
  }
}
