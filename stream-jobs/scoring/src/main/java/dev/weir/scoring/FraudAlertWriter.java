package dev.weir.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.schemas.Decision;
import dev.weir.schemas.FraudAlert;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.Severity;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.serde.WeirAvroSerializer;
import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import dev.weir.serde.topic.WeirTopic;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alerts as records of {@code fraud-alerts}, keyed by card. Confined to one thread; owns its
 * registry client and closes it.
 */
public final class FraudAlertWriter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FraudAlertWriter.class);

  private final Serializer<FraudAlert> writer;
  private final String topic;
  private final RegistryPatience patience;
  private final Closeable registry;

  /** A writer with a serializer of its own; {@link #open} is the usual way. */
  public FraudAlertWriter(
      Serializer<FraudAlert> writer, String topic, RegistryPatience patience, Closeable registry) {
    this.writer = writer;
    this.topic = topic;
    this.patience = patience;
    this.registry = registry;
  }

  /**
   * Opens a writer and asks the registry for the schema's id: one that refuses it stops the job
   * now, not at the first alert.
   *
   * @throws org.apache.kafka.common.errors.SerializationException when the registry refuses the
   *     schema of alerts
   * @throws InterruptedException when the thread is interrupted while it waits for the registry
   */
  public static FraudAlertWriter open(FraudScoringConfig config) throws InterruptedException {
    SchemaRegistryClient registry =
        RegistryClients.connect(RegistryConfig.of(config.schemaRegistry()));
    FraudAlertWriter opened =
        new FraudAlertWriter(
            new WeirAvroSerializer<>(FraudAlert.class, registry),
            WeirTopic.FRAUD_ALERTS.topicName(config.topicPrefix()),
            new RegistryPatience(),
            registry);
    try {
      opened.write(probe());
    } catch (InterruptedException | RuntimeException e) {
      opened.close();
      throw e;
    }
    return opened;
  }

  /**
   * The record of an alert.
   *
   * @throws InterruptedException when the thread was interrupted while it waited for the registry
   */
  public OutboundRecord write(FraudAlert alert) throws InterruptedException {
    byte[] value = patience.await(() -> writer.serialize(topic, alert));
    return new OutboundRecord(topic, alert.getCardId().getBytes(UTF_8), value, List.of());
  }

  /** Closes the registry client. */
  @Override
  public void close() {
    try {
      registry.close();
    } catch (IOException e) {
      LOG.warn("schema registry client did not close: {}", e.getMessage());
    }
  }

  /** An alert that is serialised and thrown away. */
  private static FraudAlert probe() {
    Instant never = Instant.EPOCH;
    return new FraudAlert(
        "",
        "",
        never,
        "",
        "",
        Severity.LOW,
        0f,
        Decision.REVIEW,
        List.of(),
        0,
        never,
        never,
        null,
        List.of(),
        new ModelRef("", "", ""),
        "");
  }
}
