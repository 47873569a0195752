package dev.weir.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.cli.CommandFailure;
import dev.weir.cli.kafka.TopicReader;
import dev.weir.engine.bench.BenchOptions;
import dev.weir.engine.bench.BenchReport;
import dev.weir.engine.bench.BenchResult;
import dev.weir.engine.bench.BenchTexts;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.platform.StartProgress;
import dev.weir.serde.topic.WeirTopic;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * The learning application, which joins labels with events and watches drift, between Kafka and
 * Kafka with the broker on the same processors: comments with their verdicts a second, and labels a
 * second, each label on an event somewhere in the topics. Both are timed from the moment a backlog
 * becomes visible to the moment readers of committed records see its last example.
 */
public final class LabelsBench {

  private static final int TEXTS = 3_000;
  private static final int WARM_UP_ROUNDS = 2;
  private static final long STEP = 7_919;
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final ModelPackage pack;
  private final Size size;
  private final BenchOptions options;
  private final Consumer<String> progress;
  private long events;
  private long labelled;

  /**
   * How much a round is.
   *
   * @param events comments, each with its verdict
   * @param labels on some of them and on those of earlier rounds
   */
  public record Size(int events, int labels) {}

  /**
   * @param pack package that the verdicts name, and whose reference drift is measured against
   */
  public LabelsBench(
      ModelPackage pack, Size size, BenchOptions options, Consumer<String> progress) {
    this.pack = pack;
    this.size = size;
    this.options = options;
    this.progress = progress;
  }

  /** Measures; takes some minutes. */
  public BenchReport run() throws IOException {
    EndlessTexts texts = new EndlessTexts(new BenchTexts(pack, options.seed()).distinct(TEXTS));
    progress.accept("starting broker, registry and the learning application");
    try (BenchPlatform platform = BenchPlatform.start(StartProgress.none());
        StreamsProcess learning = learning(platform);
        LabelEvents made = new LabelEvents(platform.connection(), texts, pack.identity());
        Backlog backlog = new Backlog(platform.connection());
        TopicReader examples =
            new TopicReader(
                platform.connection(),
                List.of(WeirTopic.LABELLED_EXAMPLES.topicName(platform.topicPrefix())))) {
      Samples perEvent =
          new Samples().with("events", size.events).with("application", learning.title());
      Samples perLabel = new Samples().with("labels", size.labels);
      for (int round = -WARM_UP_ROUNDS; round < options.pairs(); round++) {
        double eventRate = events(made, backlog, examples);
        double labelRate = labels(made, backlog, examples);
        progress.accept(
            String.format(
                Locale.ROOT,
                "%s: %,.0f events/s, %,.0f labels/s",
                round < 0 ? "warming up" : "round " + (round + 1) + " of " + options.pairs(),
                eventRate,
                labelRate));
        if (round >= 0) {
          perEvent.add("events_per_s", eventRate);
          perLabel.add("labels_per_s", labelRate);
        }
      }
      return new BenchReport(
          List.of(
              BenchResult.of(
                  "labels events",
                  "events/s",
                  "none",
                  perEvent.of("events_per_s"),
                  perEvent.conditions()),
              BenchResult.of(
                  "labels",
                  "labels/s",
                  "none",
                  perLabel.of("labels_per_s"),
                  perLabel.conditions())),
          pack.identity());
    }
  }

  private StreamsProcess learning(BenchPlatform platform) {
    return StreamsProcess.start(
        platform,
        "learning",
        List.of(),
        "dev.weir.streams.LearningApp",
        List.of(
            "--topic-prefix",
            platform.topicPrefix(),
            "--models",
            pack.dir().toAbsolutePath().resolve("../..").normalize().toString()));
  }

  /**
   * A label on the last verdict of each partition waits until that verdict has been read, and with
   * it every one before.
   */
  private double events(LabelEvents made, Backlog backlog, TopicReader examples) {
    long first = events;
    events += size.events;
    backlog.begin();
    List<RecordMetadata> comments = backlog.add(i -> made.comment(first + i), size.events);
    List<RecordMetadata> verdicts =
        backlog.add(i -> made.verdict(first + i, comments.get(i)), size.events);
    Map<Integer, Long> last = new TreeMap<>();
    for (int i = 0; i < verdicts.size(); i++) {
      last.put(verdicts.get(i).partition(), first + i);
    }
    List<Long> judged = List.copyOf(last.values());
    var unused = backlog.add(i -> made.label(judged.get(i)), judged.size());
    return size.events / seconds(backlog, examples, ids(judged));
  }

  private double labels(LabelEvents made, Backlog backlog, TopicReader examples) {
    // steps of a prime spread them over all events
    List<Long> judged =
        IntStream.range(0, size.labels)
            .mapToObj(i -> Math.floorMod((labelled + i) * STEP, events))
            .toList();
    labelled += size.labels;
    backlog.begin();
    var unused = backlog.add(i -> made.label(judged.get(i)), judged.size());
    return size.labels / seconds(backlog, examples, ids(judged));
  }

  private static Set<String> ids(List<Long> numbers) {
    return numbers.stream().map(LabelEvents::id).collect(Collectors.toCollection(HashSet::new));
  }

  /** From when a backlog becomes visible until every example is. */
  private static double seconds(Backlog backlog, TopicReader examples, Set<String> awaited) {
    int count = awaited.size();
    long begin = System.nanoTime();
    backlog.reveal();
    while (!awaited.isEmpty()) {
      for (ConsumerRecord<byte[], byte[]> example : examples.poll(POLL)) {
        awaited.remove(new String(example.key(), UTF_8));
      }
      if (System.nanoTime() - begin > LIMIT.toNanos()) {
        throw new CommandFailure(
            "%,d of %,d labelled examples are missing after %d s"
                .formatted(awaited.size(), count, LIMIT.toSeconds()));
      }
    }
    return (System.nanoTime() - begin) / 1e9;
  }
}
