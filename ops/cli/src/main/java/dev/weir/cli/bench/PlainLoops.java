package dev.weir.cli.bench;

import static java.util.Objects.requireNonNull;

import dev.weir.cli.kafka.Connection;
import dev.weir.schemas.Action;
import dev.weir.schemas.BinaryScore;
import dev.weir.schemas.CommentPosted;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.Sentiment;
import dev.weir.schemas.SentimentScores;
import dev.weir.schemas.Source;
import dev.weir.schemas.TextVerdict;
import dev.weir.serde.WeirAvroDeserializer;
import dev.weir.serde.WeirAvroSerializer;
import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import dev.weir.serde.topic.WeirTopic;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The least that any job must do: threads of one consumer group that decode each comment and write
 * a verdict of no meaning about it. No state, no batches, no dead letters; offsets are committed in
 * the background.
 */
final class PlainLoops implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Sentiment SENTIMENT =
      new Sentiment("neutral", new SentimentScores(0f, 1f, 0f));
  private static final String GROUP = "bench-plain";

  private final Connection connection;
  private final SchemaRegistryClient registry;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;
  private volatile @Nullable RuntimeException failure;

  PlainLoops(Connection connection, int count) {
    this.connection = connection;
    registry = RegistryClients.connect(RegistryConfig.of(connection.registryUrl()));
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(this::run, "bench-plain-" + i);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  /** Throws what ended a loop. */
  void check() {
    @Nullable RuntimeException e = failure;
    if (e != null) {
      throw e;
    }
  }

  private void run() {
    WeirAvroDeserializer<CommentPosted> reader =
        new WeirAvroDeserializer<>(CommentPosted.class, registry);
    WeirAvroSerializer<TextVerdict> writer = new WeirAvroSerializer<>(TextVerdict.class, registry);
    String in = WeirTopic.COMMENTS.topicName(connection.topicPrefix());
    String out = WeirTopic.TEXT_VERDICTS.topicName(connection.topicPrefix());
    Map<String, Object> consuming = connection.clientConfig();
    consuming.putAll(
        Map.of(
            "group.id",
            GROUP,
            "auto.offset.reset",
            "earliest",
            "isolation.level",
            "read_committed"));
    Map<String, Object> producing = connection.clientConfig();
    producing.put("linger.ms", 1);
    try (KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                consuming, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(producing, new ByteArraySerializer(), new ByteArraySerializer())) {
      consumer.subscribe(List.of(in));
      while (!stopping) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          CommentPosted comment = requireNonNull(reader.deserialize(in, record.value()));
          byte[] verdict = writer.serialize(out, verdict(record, comment));
          var unused = producer.send(new ProducerRecord<>(out, record.key(), verdict));
        }
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private static TextVerdict verdict(ConsumerRecord<byte[], byte[]> record, CommentPosted comment) {
    return TextVerdict.newBuilder()
        .setVerdictId(comment.getEventId())
        .setEventId(comment.getEventId())
        .setOccurredAt(comment.getOccurredAt())
        .setSource(
            new Source(
                record.topic(),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp())))
        .setAuthorId(comment.getAuthorId())
        .setSubjectId(comment.getSubjectId())
        .setSentiment(SENTIMENT)
        .setSpam(new BinaryScore("ham", 0f))
        .setAbuse(new BinaryScore("clean", 0f))
        .setAction(Action.ALLOW)
        .setReasons(List.of())
        .setModel(new ModelRef("none", "0", ""))
        .setPolicyVersion("none")
        .setScoredAt(Instant.now())
        .setFromCache(false)
        .build();
  }

  @Override
  public void close() {
    stopping = true;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
      registry.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
