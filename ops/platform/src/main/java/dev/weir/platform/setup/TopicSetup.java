package dev.weir.platform.setup;

import dev.weir.platform.PlatformException;
import dev.weir.serde.topic.WeirTopic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics of the catalogue; those that exist keep their settings. */
public final class TopicSetup {

  private static final int REPLICATION = 1;
  private static final int LIMIT_MS = 30_000;

  private TopicSetup() {}

  /**
   * Creates what is missing.
   *
   * @return full names of the topics that were new
   * @throws PlatformException if the broker refuses or does not answer
   */
  public static List<String> createMissing(String bootstrapServers, String prefix) {
    return createMissing(bootstrapServers, prefix, WeirTopic::partitions);
  }

  /**
   * Creates what is missing, each with as many partitions as the caller wants.
   *
   * @return full names of the topics that were new
   * @throws PlatformException if the broker refuses or does not answer
   */
  public static List<String> createMissing(
      String bootstrapServers, String prefix, ToIntFunction<WeirTopic> partitions) {
    Map<String, Object> settings =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            LIMIT_MS);
    try (Admin admin = Admin.create(settings)) {
      Set<String> existing = admin.listTopics().names().get(LIMIT_MS, TimeUnit.MILLISECONDS);
      List<NewTopic> missing =
          Arrays.stream(WeirTopic.values())
              .filter(topic -> !existing.contains(topic.topicName(prefix)))
              .map(topic -> newTopic(topic, prefix, partitions.applyAsInt(topic)))
              .toList();
      create(admin, missing);
      return missing.stream().map(NewTopic::name).toList();
    } catch (ExecutionException | TimeoutException e) {
      throw failed(bootstrapServers, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(bootstrapServers, e);
    }
  }

  private static void create(Admin admin, List<NewTopic> topics)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<ExecutionException> failures = new ArrayList<>();
    for (var future : admin.createTopics(topics).values().values()) {
      try {
        future.get(LIMIT_MS, TimeUnit.MILLISECONDS);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          failures.add(e);
        }
      }
    }
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
  }

  private static NewTopic newTopic(WeirTopic topic, String prefix, int partitions) {
    return new NewTopic(topic.topicName(prefix), partitions, (short) REPLICATION)
        .configs(topic.config());
  }

  private static PlatformException failed(String bootstrapServers, Exception cause) {
    Throwable reason = cause.getCause() == null ? cause : cause.getCause();
    return new PlatformException(
        "creating topics on the broker at %s failed: %s"
            .formatted(bootstrapServers, reason.getMessage()),
        cause);
  }
}
