package dev.weir.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weir.platform.http.JsonHttp;
import dev.weir.serde.topic.WeirTopic;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What outlives a stop, and what a death of a part does. */
final class RestartIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String SUBJECT = "/subjects/mine-value/versions";

  @Test
  void data_acrossRestart_kept_andNodeKilled_endsWithOneLine(@TempDir Path dir) throws Exception {
    String topic = WeirTopic.DEAD_LETTERS.topicName("weir.");
    PlatformConfig config = PlatformConfig.onFreePorts(dir);
    try (Platform first = Platform.start(config, StartProgress.none())) {
      produce(first, topic, "before");
      JsonHttp.Answer registered =
          new JsonHttp()
              .send(
                  "POST",
                  URI.create(first.endpoints().registryUrl() + SUBJECT),
                  JsonNodeFactory.instance.objectNode().put("schema", "\"string\""),
                  LIMIT);
      assertThat(registered.ok()).isTrue();
    }
    assertThat(PlatformProbe.find(dir)).isEmpty();

    Platform second = Platform.start(config, StartProgress.none());
    try {
      assertThat(first(second, topic)).isEqualTo("before");
      assertThat(versions(second)).isEqualTo("[1]");

      ProcessHandle.of(second.parts().get(0).pid()).orElseThrow().destroyForcibly();

      assertThatThrownBy(second::awaitEnd)
          .isInstanceOf(PlatformException.class)
          .hasMessageContaining("the node process ended with exit code 137")
          .hasMessageContaining("node.log");
      assertThat(PlatformProbe.find(dir)).isEmpty();
    } finally {
      second.close();
    }
  }

  private static void produce(Platform platform, String topic, String value) throws Exception {
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", platform.endpoints().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, value.getBytes(StandardCharsets.UTF_8))).get();
    }
  }

  private static String first(Platform platform, String topic) {
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", platform.endpoints().bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      return new String(consumer.poll(LIMIT).iterator().next().value(), StandardCharsets.UTF_8);
    }
  }

  private static String versions(Platform platform) throws IOException {
    URI uri = URI.create(platform.endpoints().registryUrl() + SUBJECT);
    return new JsonHttp().get(uri, LIMIT).body().toString();
  }
}
