package dev.weir.formats;

import java.io.IOException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.formats.avro.registry.confluent.ConfluentRegistryAvroDeserializationSchema;
import org.apache.flink.formats.avro.registry.confluent.ConfluentRegistryAvroSerializationSchema;

/** Flink's own registry formats, on the repackaged client. */
record FlinkFormat(String registryUrl) implements Format {

  @Override
  public <T extends SpecificRecord> byte[] write(String topic, T value, Class<T> type) {
    return ConfluentRegistryAvroSerializationSchema.forSpecific(type, topic + "-value", registryUrl)
        .serialize(value);
  }

  @Override
  public <T extends SpecificRecord> T read(String topic, byte[] bytes, Class<T> type)
      throws IOException {
    return ConfluentRegistryAvroDeserializationSchema.forSpecific(type, registryUrl)
        .deserialize(bytes);
  }

  @Override
  public String toString() {
    return "Flink";
  }
}
