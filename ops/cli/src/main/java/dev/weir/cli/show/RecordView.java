package dev.weir.cli.show;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.kafka.Connection;
import dev.weir.cli.record.AvroJson;
import dev.weir.serde.NullValues;
import dev.weir.serde.UndecodableRecordException;
import dev.weir.serde.WeirAvroDeserializer;
import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import dev.weir.serde.topic.WeirTopic;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Records of one topic as lines, for people or as JSON. Not thread-safe. */
public final class RecordView implements AutoCloseable {

  private final SchemaRegistryClient registry;
  private final Optional<WeirAvroDeserializer<? extends SpecificRecord>> values;
  private final boolean json;

  public RecordView(Connection connection, WeirTopic topic, boolean json) {
    this.json = json;
    registry = RegistryClients.connect(RegistryConfig.of(connection.registryUrl()));
    values =
        topic
            .valueClass()
            .map(type -> new WeirAvroDeserializer<>(type, registry, NullValues.TOMBSTONE));
  }

  /** A record that cannot be read is shown as such; the view goes on. */
  public String line(ConsumerRecord<byte[], byte[]> record) {
    if (values.isEmpty()) {
      return json ? deadLetterJson(record).toString() : deadLetterLine(record);
    }
    try {
      @Nullable SpecificRecord value = values.get().deserialize(record.topic(), record.value());
      if (value == null) {
        return json ? position(record).putNull("value").toString() : place(record) + "  (deleted)";
      }
      return json ? AvroJson.toJson(value).toString() : RecordLine.of(value);
    } catch (UndecodableRecordException e) {
      String reason = String.valueOf(e.getMessage());
      return json
          ? position(record).put("undecodable", reason).toString()
          : place(record) + "  undecodable: " + reason;
    }
  }

  @Override
  public void close() {
    try {
      registry.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String deadLetterLine(ConsumerRecord<byte[], byte[]> record) {
    return "%s  %s  %s/%s/%s  %s"
        .formatted(
            Instant.ofEpochMilli(record.timestamp()),
            header(record, "weir.stage"),
            header(record, "__streams.errors.topic"),
            header(record, "__streams.errors.partition"),
            header(record, "__streams.errors.offset"),
            RecordLine.plain(header(record, "__streams.errors.message")));
  }

  private static ObjectNode deadLetterJson(ConsumerRecord<byte[], byte[]> record) {
    ObjectNode node = position(record);
    node.put("timestamp", Instant.ofEpochMilli(record.timestamp()).toString());
    ObjectNode headers = node.putObject("headers");
    for (Header header : record.headers()) {
      headers.put(header.key(), text(header.value()));
    }
    put(node, "key", record.key());
    put(node, "value", record.value());
    return node;
  }

  private static void put(ObjectNode node, String name, byte @Nullable [] bytes) {
    if (bytes == null) {
      node.putNull(name);
    } else {
      node.put(name, Base64.getEncoder().encodeToString(bytes));
    }
  }

  private static ObjectNode position(ConsumerRecord<byte[], byte[]> record) {
    return Json.object()
        .put("topic", record.topic())
        .put("partition", record.partition())
        .put("offset", record.offset());
  }

  private static String place(ConsumerRecord<byte[], byte[]> record) {
    return record.topic() + "/" + record.partition() + "/" + record.offset();
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "-" : text(header.value());
  }

  private static String text(byte @Nullable [] bytes) {
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }
}
