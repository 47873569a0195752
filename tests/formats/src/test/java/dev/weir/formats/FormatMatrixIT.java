package dev.weir.formats;

import static dev.weir.formats.RealRegistry.PREFIX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.weir.serde.topic.WeirTopic;
import dev.weir.serde.wire.WireFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What one library writes every other reads, and none of them registers a schema of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormatMatrixIT {
  private RealRegistry registry;

  @BeforeAll
  void startRegistry(@TempDir Path dir) throws IOException {
    registry = RealRegistry.start(dir);
  }

  @AfterAll
  void stopRegistry() {
    registry.close();
  }

  List<Format> formats() {
    return List.of(
        new KafkaFormat(registry.client()),
        new StreamsFormat(registry.client()),
        new FlinkFormat(registry.url()));
  }

  List<Arguments> pairs() {
    List<Arguments> pairs = new ArrayList<>();
    for (Format writer : formats()) {
      for (Format reader : formats()) {
        pairs.add(arguments(writer, reader));
      }
    }
    return pairs;
  }

  @ParameterizedTest(name = "{0} writes, {1} reads")
  @MethodSource("pairs")
  void records_writtenByOne_areReadEqualByTheOther(Format writer, Format reader)
      throws IOException {
    for (Map.Entry<WeirTopic, List<SpecificRecord>> entry : Samples.all().entrySet()) {
      String topic = entry.getKey().topicName(PREFIX);
      for (SpecificRecord record : entry.getValue()) {
        byte[] bytes = write(writer, topic, record);

        assertThat(reader.read(topic, bytes, record.getClass())).isEqualTo(record);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("formats")
  void writing_usesTheSchemaThatThePlatformRegistered(Format writer) throws Exception {
    for (Map.Entry<WeirTopic, List<SpecificRecord>> entry : Samples.all().entrySet()) {
      WeirTopic topic = entry.getKey();
      byte[] bytes = write(writer, topic.topicName(PREFIX), entry.getValue().get(0));

      assertThat(registry.client().getAllVersions(topic.subject(PREFIX))).containsExactly(1);
      assertThat(WireFormat.schemaId(bytes))
          .isEqualTo(registry.client().getLatestSchemaMetadata(topic.subject(PREFIX)).getId());
    }
  }

  @SuppressWarnings("unchecked") // a record's class is that of its own type
  private static <T extends SpecificRecord> byte[] write(Format writer, String topic, T record)
      throws IOException {
    return writer.write(topic, record, (Class<T>) record.getClass());
  }
}
