package dev.weir.streams.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A topology that counts by key in a store with room for ten objects, and a lifetime of an hour.
 */
class MemoryStoreTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final int IN_HEAP = 10;
  private static final Duration LIFETIME = Duration.ofHours(1);

  @TempDir Path dir;

  private TopologyTestDriver driver;
  private TestInputTopic<String, String> input;
  private TestOutputTopic<String, Integer> output;

  @BeforeEach
  void start() {
    Topology topology =
        new Topology()
            .addSource("in", new StringDeserializer(), new StringDeserializer(), "in")
            .addProcessor("count", new Counters(), "in")
            .addSink("out", "out", new StringSerializer(), new IntegerSerializer(), "count");
    Properties settings = new Properties();
    settings.put("application.id", "test");
    settings.put("bootstrap.servers", "unused:1");
    settings.put("state.dir", dir.toString());
    driver = new TopologyTestDriver(topology, settings, START);
    input = driver.createInputTopic("in", new StringSerializer(), new StringSerializer());
    output = driver.createOutputTopic("out", new StringDeserializer(), new IntegerDeserializer());
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void manyMoreKeysThanFitTheHeap_areAllCountedRight() {
    Map<String, Integer> expected = new HashMap<>();
    Random random = new Random(7);

    for (int i = 0; i < 300; i++) {
      String key = "key-" + random.nextInt(30);
      expected.merge(key, 1, Integer::sum);
      input.pipeInput(key, "", START.plusSeconds(i));
      assertThat(output.readKeyValue().value).isEqualTo(expected.get(key));
    }
  }

  @Test
  void value_afterItsTask_hasLostTheHeap_isReadFromDisk() {
    input.pipeInput("key", "", START);
    ((CommittedStore<?>) driver.getStateStore("counts")).clearCache();
    input.pipeInput("key", "", START);

    assertThat(output.readValuesToList()).containsExactly(1, 2);
  }

  @Test
  void value_ofAnEarlierPeriod_lastsForTheLifetimeAndNotForTwo() {
    input.pipeInput("key", "", START);
    forgetHeap();
    input.pipeInput("key", "", START.plus(LIFETIME));
    forgetHeap();
    input.pipeInput("key", "", START.plus(LIFETIME.multipliedBy(3)));

    assertThat(output.readValuesToList()).containsExactly(1, 2, 1);
  }

  @Test
  void changelog_hasOneRecordForEachCommit() {
    input.pipeInput("key", "", START);
    input.pipeInput("key", "", START);

    assertThat(
            driver
                .createOutputTopic(
                    "test-counts-changelog", new StringDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList())
        .hasSize(2);
  }

  private void forgetHeap() {
    ((CommittedStore<?>) driver.getStateStore("counts")).clearCache();
  }

  private static final class Counters
      implements ProcessorSupplier<String, String, String, Integer> {
    @Override
    public Processor<String, String, String, Integer> get() {
      return new Counter();
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.copyOf(List.of(MemoryStore.builder("counts", new Numbers(), LIFETIME, IN_HEAP)));
    }
  }

  private static final class Counter implements Processor<String, String, String, Integer> {
    private ProcessorContext<String, Integer> context;
    private MemoryStore<String, Integer> counts;

    @Override
    public void init(ProcessorContext<String, Integer> context) {
      this.context = context;
      counts = context.getStateStore("counts");
    }

    @Override
    public void process(Record<String, String> record) {
      Integer before = counts.get(record.key(), context.currentStreamTimeMs());
      int after = before == null ? 1 : before + 1;
      counts.put(record.key(), after, context.currentStreamTimeMs());
      context.forward(record.withValue(after));
    }
  }

  private static final class Numbers implements MemoryCodec<String, Integer> {
    @Override
    public Bytes keyBytes(String key) {
      return Bytes.wrap(key.getBytes(UTF_8));
    }

    @Override
    public byte[] toBytes(Integer value) {
      return ByteBuffer.allocate(4).putInt(value).array();
    }

    @Override
    public Integer fromBytes(byte[] bytes) {
      return ByteBuffer.wrap(bytes).getInt();
    }
  }
}
