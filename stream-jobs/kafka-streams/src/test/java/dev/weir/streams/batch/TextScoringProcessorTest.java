package dev.weir.streams.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.scoring.ScoringStatus;
import dev.weir.scoring.dedup.DuplicateWindow;
import dev.weir.streams.record.Answers;
import dev.weir.streams.record.KafkaTimestamps;
import dev.weir.streams.state.BoundedRocksDb;
import dev.weir.streams.state.TextStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextScoringProcessorTest {

  private static final String INPUT = "weir.chat-messages";
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration NEVER = Duration.ofHours(1);

  @TempDir Path dir;

  private final Properties settings = new Properties();
  private final EchoScoring scoring = new EchoScoring();
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> input;

  @AfterEach
  void close() {
    if (driver != null) {
      driver.close();
    }
  }

  private void start(int batchSize, Duration age) {
    TextScoringProcessors processors =
        new TextScoringProcessors(
            new BatchLimits(batchSize, 1 << 20, age),
            DuplicateWindow.DEFAULT,
            new ScoringPool<>(List.of(new ThreadScoring(new LineIntake(), scoring))));
    Topology topology =
        new Topology()
            .addSource(
                AutoOffsetReset.earliest(),
                "in",
                new KafkaTimestamps(),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                INPUT)
            .addProcessor("scoring", processors, "in")
            .addSink(
                "out", Answers.topics(), new ByteArraySerializer(), Answers.values(), "scoring");
    settings.put("application.id", "test");
    settings.put("bootstrap.servers", "unused:1");
    settings.put("state.dir", dir.toString());
    settings.put("rocksdb.config.setter", BoundedRocksDb.class);
    settings.put(BoundedRocksDb.MEMORY_MB, 16);
    driver = new TopologyTestDriver(topology, settings, START);
    input = driver.createInputTopic(INPUT, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private void send(String event, String author, String text) {
    send(event, author, text, new RecordHeaders());
  }

  private void send(String event, String author, String text, Headers headers) {
    byte[] value = String.join("|", event, author, text).getBytes(UTF_8);
    input.pipeInput(new TestRecord<>(author.getBytes(UTF_8), value, headers, START));
  }

  private List<String> verdicts() {
    return read(EchoScoring.TOPIC).stream()
        .map(record -> new String(record.value(), UTF_8))
        .toList();
  }

  private List<TestRecord<byte[], byte[]>> read(String topic) {
    return driver
        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  private double metric(String name, Map<String, String> tags) {
    return (Double) value(name, tags);
  }

  private Object value(String name, Map<String, String> tags) {
    Metric metric =
        driver.metrics().entrySet().stream()
            .filter(
                entry ->
                    entry.getKey().group().equals("weir")
                        && entry.getKey().name().equals(name)
                        && entry.getKey().tags().entrySet().containsAll(tags.entrySet())
                        && entry.getKey().tags().size() == 1 + tags.size())
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseThrow();
    return metric.metricValue();
  }

  @Test
  void batch_atItsSize_isScoredInTheOrderOfItsRecords() {
    start(3, NEVER);

    IntStream.range(0, 7).forEach(i -> send("event-" + i, "author-" + i, "short"));

    assertThat(verdicts())
        .containsExactly(
            "event-0:1:0",
            "event-1:1:0",
            "event-2:1:0",
            "event-3:1:0",
            "event-4:1:0",
            "event-5:1:0");
    assertThat(scoring.batches).containsExactly(3, 3);
  }

  @Test
  void waitingRecords_onceTheyAreOld_areScoredWithoutAnotherRecord() {
    start(100, Duration.ofMillis(5));
    send("event-0", "author", "short");
    send("event-1", "author", "short");
    assertThat(verdicts()).isEmpty();

    driver.advanceWallClockTime(Duration.ofMillis(5));

    assertThat(verdicts()).containsExactly("event-0:1:0", "event-1:2:0");
  }

  @Test
  void batch_ofBytes_closesEarly() {
    start(100, NEVER);

    send("event-0", "author", "x".repeat(1 << 20));

    assertThat(scoring.batches).containsExactly(1);
  }

  @Test
  void repeatedEventId_getsNoSecondAnswer_andIsCounted() {
    start(1, NEVER);

    send("event-0", "author", "short");
    send("event-0", "author", "short");
    send("event-1", "author", "short");

    assertThat(verdicts()).containsExactly("event-0:1:0", "event-1:2:0");
    assertThat(metric("duplicates", Map.of())).isEqualTo(1);
  }

  @Test
  void repeatedEventId_thatWaitsForItsBatch_getsOneAnswer() {
    start(2, NEVER);

    send("event-0", "author", "short");
    send("event-0", "author", "short");
    send("event-1", "author", "short");

    assertThat(verdicts()).containsExactly("event-0:1:0", "event-1:2:0");
  }

  @Test
  void repeatedEventId_replayedOnPurpose_isAnsweredAgain() {
    start(1, NEVER);
    send("event-0", "author", "short");

    send(
        "event-0",
        "author",
        "short",
        new RecordHeaders().add(DuplicateWindow.REPLAYED_FROM, new byte[] {1}));

    assertThat(verdicts()).containsExactly("event-0:1:0", "event-0:2:0");
  }

  @Test
  void repeatedEventId_afterTheWindow_isAnsweredAgain() {
    start(1, NEVER);
    send("event-0", "author", "short");

    byte[] value = "event-0|author|short".getBytes(UTF_8);
    input.pipeInput(new TestRecord<>(null, value, START.plus(Duration.ofMinutes(11))));

    assertThat(verdicts()).containsExactly("event-0:1:0", "event-0:2:0");
  }

  @Test
  void sameText_ofManyAuthors_isSeenAsACampaign() {
    start(1, NEVER);
    String text = "come over to the room next door, everybody gets a green hat there";

    send("event-0", "author-0", text);
    send("event-1", "author-1", text);
    send("event-2", "author-2", text);

    assertThat(verdicts()).containsExactly("event-0:1:1", "event-1:1:2", "event-2:1:3");
  }

  @Test
  void unreadableRecord_becomesADeadLetterWithItsBytesAndHeaders() {
    start(1, NEVER);
    byte[] key = "key".getBytes(UTF_8);
    byte[] value = "not an event".getBytes(UTF_8);

    input.pipeInput(
        new TestRecord<>(key, value, new RecordHeaders().add("trace", new byte[] {7}), START));
    input.pipeInput(new TestRecord<>(null, null, new RecordHeaders(), START));
    send("event-0", "author", "short");

    List<TestRecord<byte[], byte[]>> letters = read(LineIntake.DEAD_LETTERS);
    assertThat(letters).hasSize(2);
    assertThat(letters.get(0).key()).isEqualTo(key);
    assertThat(letters.get(0).value()).isEqualTo(value);
    assertThat(letters.get(0).headers().lastHeader("trace").value()).containsExactly(7);
    assertThat(letters.get(0).headers().lastHeader("weir.stage").value())
        .asString()
        .isEqualTo("decode");
    assertThat(letters.get(0).headers().lastHeader("__streams.errors.offset").value())
        .asString()
        .isEqualTo("0");
    assertThat(letters.get(1).value()).isNull();
    assertThat(verdicts()).containsExactly("event-0:1:0");
    assertThat(metric("deadLetters", Map.of())).isEqualTo(2);
    assertThat(metric("deadLetters", Map.of("stage", "decode"))).isEqualTo(2);
  }

  @Test
  void waitingRecords_atACommit_areInTheChangelogOnceAndLeaveItACommitAfterTheirAnswer() {
    start(3, NEVER);

    send("event-0", "author", "short");
    send("event-1", "author", "short");
    send("event-2", "author", "short");
    assertThat(pendingChangelog()).containsExactly("0 kept", "1 kept");

    send("event-3", "author", "short");
    assertThat(pendingChangelog()).containsExactly("2 kept", "0 gone", "1 gone");
  }

  @Test
  void waitingRecords_exactlyOnce_leaveTheChangelogWithTheirAnswer() {
    settings.put("processing.guarantee", "exactly_once_v2");
    start(3, NEVER);

    send("event-0", "author", "short");
    send("event-1", "author", "short");
    send("event-2", "author", "short");

    assertThat(pendingChangelog()).containsExactly("0 kept", "1 kept", "0 gone", "1 gone");
  }

  private List<String> pendingChangelog() {
    return read("test-" + TextStores.PENDING + "-changelog").stream()
        .map(
            record ->
                ByteBuffer.wrap(record.key()).getLong()
                    + (record.value() == null ? " gone" : " kept"))
        .toList();
  }

  @Test
  void waitingRecords_ofATaskThatStartsAgain_areAnswered() {
    start(3, NEVER);
    String text = "come over to the room next door, everybody gets a green hat there";
    send("event-0", "author-0", text);
    send("event-1", "author-1", text);

    driver.getAllStateStores().values().stream()
        .map(store -> (CachedStateStore<?, ?>) store)
        .forEach(CachedStateStore::clearCache);
    send("event-2", "author-2", text);

    assertThat(verdicts()).containsExactly("event-0:1:1", "event-1:1:2", "event-2:1:3");
  }

  @Test
  void batches_areCountedUnderTheNamesOfTheFlinkJob() {
    start(2, NEVER);
    IntStream.range(0, 4).forEach(i -> send("event-" + i, "author-" + i, "short"));

    assertThat(metric("verdicts", Map.of())).isEqualTo(4);
    assertThat(metric("verdicts", Map.of("model", "echo@1"))).isEqualTo(4);
    assertThat(metric("shadowHits", Map.of())).isEqualTo(2);
    assertThat(metric("shadowHits", Map.of("rule", "next@1=REMOVE"))).isEqualTo(2);
    assertThat(
            driver.metrics().keySet().stream()
                .filter(name -> name.group().equals("weir"))
                .map(name -> name.name().replaceAll("-p\\d+$", ""))
                .collect(Collectors.toSet()))
        .isEqualTo(specified());
  }

  @Test
  void gauges_ofATask_tellTheStatusOfItsThreadsScoring() {
    start(1, NEVER);
    scoring.status = new ScoringStatus("echo@2", "strict@2", 1, 2, 3, 4);

    assertThat(value("model", Map.of())).isEqualTo("echo@2");
    assertThat(value("policy", Map.of())).isEqualTo("strict@2");
    assertThat(value("swaps", Map.of())).isEqualTo(1);
    assertThat(value("swapsRefused", Map.of())).isEqualTo(2);
    assertThat(value("swapMs", Map.of())).isEqualTo(3L);
    assertThat(value("controlRefused", Map.of())).isEqualTo(4);
  }

  /** The names of the operator spec. */
  private static Set<String> specified() {
    Path spec = Path.of("..", "..", "docs", "specs", "text-scoring.md");
    try (Stream<String> lines = Files.lines(spec)) {
      return lines
          .dropWhile(line -> !line.equals("## Metrics"))
          .filter(line -> line.startsWith("| `"))
          .map(line -> line.substring(0, line.indexOf('|', 1)).replaceFirst("also by.*", ""))
          .flatMap(cell -> Pattern.compile("`(\\w+)`").matcher(cell).results())
          .map(name -> name.group(1))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
