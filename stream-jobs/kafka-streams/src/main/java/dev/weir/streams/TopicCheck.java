package dev.weir.streams;

import dev.weir.streams.failure.StartFailure;
import dev.weir.streams.options.StreamsOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Looks for the topics before anything is started. */
final class TopicCheck {

  private static final int LIMIT_MS = 30_000;

  private TopicCheck() {}

  /**
   * @param topics that the application reads or writes
   * @throws StartFailure when the brokers do not answer, or a topic is missing
   */
  static void check(StreamsOptions options, Collection<String> topics) throws InterruptedException {
    Map<String, Object> settings =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            options.bootstrapServers(),
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            LIMIT_MS);
    Set<String> present;
    try (Admin admin = Admin.create(settings)) {
      present = admin.listTopics().names().get(LIMIT_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new StartFailure(
          "no broker answers at "
              + options.bootstrapServers()
              + " within "
              + LIMIT_MS / 1_000
              + " s; start Kafka or correct --bootstrap-servers");
    }
    List<String> missing = new ArrayList<>(topics);
    missing.removeAll(present);
    if (!missing.isEmpty()) {
      throw new StartFailure(
          "topics are missing at "
              + options.bootstrapServers()
              + ": "
              + String.join(", ", missing)
              + "; create them or correct --topic-prefix");
    }
  }
}
