package dev.weir.streams.drift;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.schemas.Action;
import dev.weir.schemas.BinaryScore;
import dev.weir.schemas.CommentPosted;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.Sentiment;
import dev.weir.schemas.SentimentScores;
import dev.weir.schemas.Source;
import dev.weir.schemas.TextVerdict;
import dev.weir.scoring.drift.SliceCounts;
import dev.weir.scoring.record.RawRecord;
import dev.weir.serde.WeirAvroSerializer;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/**
 * What drift costs a record: decoding and counting, in records a second of processor time. Runs
 * with {@code -Dweir.measure=true}.
 */
class DriftRateTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final int DISTINCT = 5_000;
  private static final int RECORDS = 200_000;
  private static final int ROUNDS = 5;

  private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
  private final SightingReader reader = new SightingReader("weir.", registry);

  @Test
  void comments_andVerdicts_perSecondOfProcessorTime() {
    assumeTrue(Boolean.getBoolean("weir.measure"), "measured with -Dweir.measure=true");
    Random random = new Random(1);
    List<RawRecord> comments = new ArrayList<>();
    List<RawRecord> verdicts = new ArrayList<>();
    for (int i = 0; i < DISTINCT; i++) {
      comments.add(raw("weir.comments", comment(random, i)));
      verdicts.add(raw("weir.text-verdicts", verdict(random, i)));
    }
    for (int round = 0; round < ROUNDS; round++) {
      System.out.printf(
          Locale.ROOT, "comments/s %,.0f  text verdicts/s %,.0f%n", rate(comments), rate(verdicts));
    }
  }

  private double rate(List<RawRecord> records) {
    Map<WindowKey, SliceCounts> counts = new HashMap<>();
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    for (int i = 0; i < RECORDS; i++) {
      for (Sighting sighting : reader.read(records.get(i % DISTINCT))) {
        for (String slice : sighting.slices()) {
          WindowKey key = new WindowKey(sighting.model(), sighting.subject(), slice, 0);
          sighting.observation().countIn(counts.computeIfAbsent(key, k -> new SliceCounts()));
        }
      }
    }
    long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    return RECORDS * 1e9 / nanos;
  }

  private <T extends SpecificRecord> RawRecord raw(String topic, T record) {
    @SuppressWarnings("unchecked") // the serializer of the record's own class
    Class<T> type = (Class<T>) record.getClass();
    byte[] value = new WeirAvroSerializer<>(type, registry).serialize(topic, record);
    return new RawRecord(topic, 0, 0, START.toEpochMilli(), null, value, List.of());
  }

  /** Twenty words of a vocabulary of some thousand. */
  private static CommentPosted comment(Random random, int number) {
    StringBuilder text = new StringBuilder();
    for (int word = 0; word < 20; word++) {
      int pick = (int) (4_000 * Math.pow(random.nextDouble(), 3));
      text.append("w").append(Integer.toString(pick, 36)).append(' ');
    }
    return CommentPosted.newBuilder()
        .setEventId("c" + number)
        .setOccurredAt(START)
        .setSubjectId("kettle")
        .setAuthorId("ann")
        .setText(text.toString())
        .build();
  }

  private static TextVerdict verdict(Random random, int number) {
    float spam = random.nextFloat();
    float positive = random.nextFloat();
    return TextVerdict.newBuilder()
        .setVerdictId("v" + number)
        .setEventId("c" + number)
        .setOccurredAt(START)
        .setSource(new Source("weir.comments", 0, (long) number, START))
        .setAuthorId("ann")
        .setLanguage("en")
        .setSentiment(new Sentiment("positive", new SentimentScores(1 - positive, 0f, positive)))
        .setSpam(new BinaryScore("ham", spam))
        .setAbuse(new BinaryScore("clean", spam / 2))
        .setAction(Action.ALLOW)
        .setModel(new ModelRef("weir-text", "1.0.0", "abc"))
        .setPolicyVersion("default@1")
        .setScoredAt(START)
        .build();
  }
}
