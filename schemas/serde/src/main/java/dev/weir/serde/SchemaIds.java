package dev.weir.serde;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;

/** Ids of one schema under the subjects of the topics it is written to. Thread-safe. */
final class SchemaIds {
  private final AvroSchema schema;
  private final SchemaRegistryClient client;
  private final SchemaRegistration registration;
  private final Map<String, Integer> byTopic = new ConcurrentHashMap<>();

  SchemaIds(Schema schema, SchemaRegistryClient client, SchemaRegistration registration) {
    this.schema = new AvroSchema(schema);
    this.client = client;
    this.registration = registration;
  }

  /**
   * Id of the schema for values of {@code topic}; asks the registry once.
   *
   * @throws RegistryUnavailableException if it does not answer; try again later
   * @throws SerializationException if it refuses or does not have the schema
   */
  int idFor(String topic) {
    Integer known = byTopic.get(topic);
    if (known != null) {
      return known;
    }
    int id = ask(topic + "-value");
    byTopic.put(topic, id);
    return id;
  }

  private int ask(String subject) {
    String name = schema.name();
    String task = "which id " + name + " has under " + subject;
    try {
      return registration == SchemaRegistration.REGISTER
          ? client.register(subject, schema)
          : client.getId(subject, schema);
    } catch (RestClientException e) {
      if (RegistryErrors.isRefused(e)) {
        throw new SerializationException(
            "subject "
                + subject
                + ": the registry refuses this version of "
                + name
                + " ("
                + e.getMessage()
                + "); make the schema compatible with the registered ones",
            e);
      }
      if (registration == SchemaRegistration.LOOK_UP && RegistryErrors.isNotFound(e)) {
        throw new SerializationException(
            "subject "
                + subject
                + ": this version of "
                + name
                + " is not registered; register it before writing to the topic",
            e);
      }
      throw RegistryErrors.unavailable(task, e);
    } catch (IOException e) {
      throw RegistryErrors.unavailable(task, e);
    }
  }
}
