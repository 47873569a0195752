package dev.weir.formats;

import dev.weir.serde.WeirAvroSerde;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/** A topology that writes a topic, and one that reads it. */
record StreamsFormat(SchemaRegistryClient registry) implements Format {
  private static final String TRIGGER = "trigger";

  @Override
  public <T extends SpecificRecord> byte[] write(String topic, T value, Class<T> type) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(TRIGGER, Consumed.with(Serdes.String(), Serdes.ByteArray()))
        .mapValues(ignored -> value)
        .to(topic, Produced.with(Serdes.String(), new WeirAvroSerde<>(type, registry)));
    try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), settings())) {
      pipe(driver, TRIGGER, new byte[0]);
      return driver
          .createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer())
          .readValue();
    }
  }

  @Override
  public <T extends SpecificRecord> T read(String topic, byte[] bytes, Class<T> type) {
    List<T> seen = new ArrayList<>();
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(topic, Consumed.with(Serdes.String(), new WeirAvroSerde<>(type, registry)))
        .foreach((key, value) -> seen.add(value));
    try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), settings())) {
      pipe(driver, topic, bytes);
    }
    return seen.get(0);
  }

  private static void pipe(TopologyTestDriver driver, String topic, byte[] value) {
    driver
        .createInputTopic(topic, new StringSerializer(), new ByteArraySerializer())
        .pipeInput("key", value);
  }

  private static Properties settings() {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "formats");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
    return settings;
  }

  @Override
  public String toString() {
    return "Kafka Streams";
  }
}
