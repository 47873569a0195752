package dev.weir.cli.learn;

import dev.weir.cli.CommandFailure;
import dev.weir.cli.kafka.Connection;
import dev.weir.cli.kafka.RecordSender;
import dev.weir.cli.kafka.TopicReader;
import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TaskSpec;
import dev.weir.engine.TextScorer;
import dev.weir.retrain.evaluate.metric.Confusion;
import dev.weir.schemas.CommentPosted;
import dev.weir.schemas.Feedback;
import dev.weir.schemas.Labeler;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.LabelledExample;
import dev.weir.schemas.Task;
import dev.weir.schemas.TextVerdict;
import dev.weir.serde.WeirAvroDeserializer;
import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import dev.weir.serde.topic.WeirTopic;
import dev.weir.simulator.text.CommentSource;
import dev.weir.simulator.text.TextShares;
import dev.weir.simulator.truth.Labelled;
import dev.weir.simulator.truth.TextTruth;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Simulated comments through a running pipeline, and people who label some of them. Every text's
 * verdict is held against its truth, and against what one fixed model says of it. Confined to one
 * thread.
 */
final class LearningStream implements AutoCloseable {
  /** One comment of five is spam, so that a period of some hundred texts says something. */
  private static final TextShares SHARES =
      new TextShares(0.34, 0.22, 0.2, 0.06, 0.18, 0, 0.4, 0.02, 0.08);

  private static final int LABELERS = 5;
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration LINGER = Duration.ofMillis(300);

  private final CommentSource source;
  private final RandomGenerator random;
  private final SchemaRegistryClient registry;
  private final RecordSender comments;
  private final RecordSender labels;
  private final WeirAvroDeserializer<TextVerdict> verdictReader;
  private final WeirAvroDeserializer<LabelledExample> exampleReader;
  private final TopicReader verdicts;
  private final TopicReader examples;
  private final TextScorer fixed;
  private final int spam;
  private final Set<String> joined = new HashSet<>();
  private final Set<String> awaited = new HashSet<>();
  private List<Labelled<CommentPosted, TextTruth>> last = List.of();

  /**
   * @param model whose scores are the stream's without the loop
   */
  LearningStream(Connection connection, Path model, long seed, Instant begin) {
    this.source = new CommentSource(seed, begin, SHARES);
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    this.registry = RegistryClients.connect(RegistryConfig.of(connection.registryUrl()));
    this.comments = new RecordSender(connection, WeirTopic.COMMENTS);
    this.labels = new RecordSender(connection, WeirTopic.FEEDBACK);
    this.verdictReader = new WeirAvroDeserializer<>(TextVerdict.class, registry);
    this.exampleReader = new WeirAvroDeserializer<>(LabelledExample.class, registry);
    this.verdicts =
        new TopicReader(
            connection, List.of(WeirTopic.TEXT_VERDICTS.topicName(connection.topicPrefix())));
    this.examples =
        new TopicReader(
            connection, List.of(WeirTopic.LABELLED_EXAMPLES.topicName(connection.topicPrefix())));
    verdicts.seekToEnd();
    this.fixed = TextScorer.open(model, ScorerOptions.defaults());
    this.spam = fixed.tasks().stream().map(TaskSpec::name).toList().indexOf("spam");
    if (spam < 0) {
      throw new CommandFailure(fixed.model() + " has no task spam; give a model that has");
    }
  }

  /**
   * Sends texts and awaits their verdicts.
   *
   * @param shift share of spam of the later fashion
   * @param from when the first text was written; the others follow over {@code span}
   */
  Period play(int number, int texts, double shift, Instant from, Duration span) {
    source.shift(shift);
    List<Labelled<CommentPosted, TextTruth>> sent = new ArrayList<>();
    for (int i = 0; i < texts; i++) {
      Labelled<CommentPosted, TextTruth> next =
          source.next(from.plusMillis(span.toMillis() * i / texts));
      comments.send(next.event());
      sent.add(next);
    }
    comments.flush();
    last = sent;
    Map<String, List<TextVerdict>> answers = await(sent);
    long lost = sent.stream().filter(one -> !answers.containsKey(id(one))).count();
    long doubled = answers.values().stream().mapToLong(list -> list.size() - 1L).sum();
    Map<String, Integer> models = new HashMap<>();
    int[] truth = new int[texts];
    int[] said = new int[texts];
    for (int i = 0; i < texts; i++) {
      truth[i] = sent.get(i).truth().spam() ? 1 : 0;
      @Nullable List<TextVerdict> list = answers.get(id(sent.get(i)));
      if (list != null) {
        TextVerdict verdict = list.get(0);
        said[i] = verdict.getSpam() != null && verdict.getSpam().getLabel().equals("spam") ? 1 : 0;
        models.merge(
            verdict.getModel().getName() + "@" + verdict.getModel().getVersion(), 1, Integer::sum);
      }
    }
    String most =
        models.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse("none");
    return new Period(
        number,
        shift,
        texts,
        f1(truth, said),
        f1(truth, fixed(sent)),
        most,
        lost,
        doubled,
        0,
        null,
        0);
  }

  private static double f1(int[] truth, int[] said) {
    return Confusion.of(2, truth, said, null).f1(1);
  }

  private int[] fixed(List<Labelled<CommentPosted, TextTruth>> sent) {
    List<ScoreOutcome> outcomes =
        fixed.score(sent.stream().map(one -> one.event().getText()).toList());
    return outcomes.stream()
        .mapToInt(
            outcome ->
                outcome instanceof ScoreOutcome.Scored scored
                        && scored.probabilities()[spam][1] > scored.probabilities()[spam][0]
                    ? 1
                    : 0)
        .toArray();
  }

  private static String id(Labelled<CommentPosted, TextTruth> one) {
    return one.event().getEventId();
  }

  private Map<String, List<TextVerdict>> await(List<Labelled<CommentPosted, TextTruth>> sent) {
    Set<String> ids = new HashSet<>();
    sent.forEach(one -> ids.add(id(one)));
    Map<String, List<TextVerdict>> answers = new HashMap<>();
    long begin = System.nanoTime();
    long complete = Long.MAX_VALUE;
    // a moment longer than needed, so that a doubled verdict is seen
    while (System.nanoTime() - begin < LIMIT.toNanos()
        && (complete == Long.MAX_VALUE || System.nanoTime() - complete < LINGER.toNanos())) {
      for (ConsumerRecord<byte[], byte[]> record : verdicts.poll(POLL)) {
        @Nullable TextVerdict verdict = verdictReader.deserialize(record.topic(), record.value());
        if (verdict != null && ids.contains(verdict.getEventId())) {
          answers.computeIfAbsent(verdict.getEventId(), id -> new ArrayList<>()).add(verdict);
        }
      }
      if (complete == Long.MAX_VALUE && answers.size() == ids.size()) {
        complete = System.nanoTime();
      }
    }
    return answers;
  }

  /**
   * Moderators label a share of the texts of the last period, rightly, and the join has them.
   *
   * @return how many texts
   */
  int label(double share, Instant at) {
    int given = 0;
    for (Labelled<CommentPosted, TextTruth> one : last) {
      if (random.nextDouble() < share) {
        Labeler labeler = new Labeler("moderator-" + given % LABELERS, LabelerKind.MODERATOR);
        send(one, Task.SPAM, one.truth().spamLabel(), labeler, at);
        send(one, Task.ABUSE, one.truth().abuseLabel(), labeler, at);
        awaited.add(id(one));
        given++;
      }
    }
    labels.flush();
    awaitExamples();
    return given;
  }

  private void send(
      Labelled<CommentPosted, TextTruth> one, Task task, String label, Labeler by, Instant at) {
    labels.send(
        Feedback.newBuilder()
            .setEventId(id(one))
            .setOccurredAt(at)
            .setTask(task)
            .setLabel(label)
            .setLabeler(by)
            .setLabelledAt(at)
            .build());
  }

  private void awaitExamples() {
    long begin = System.nanoTime();
    while (!joined.containsAll(awaited)) {
      if (System.nanoTime() - begin > LIMIT.toNanos()) {
        throw new CommandFailure(
            "%d of %d labelled texts are not on labelled-examples after %d s; see the log of the learning application"
                .formatted(
                    awaited.stream().filter(id -> !joined.contains(id)).count(),
                    awaited.size(),
                    LIMIT.toSeconds()));
      }
      for (ConsumerRecord<byte[], byte[]> record : examples.poll(POLL)) {
        @Nullable LabelledExample example =
            exampleReader.deserialize(record.topic(), record.value());
        if (example != null && example.getLabels().size() == 2 && example.getEvent() != null) {
          joined.add(example.getEventId());
        }
      }
    }
  }

  @Override
  public void close() {
    fixed.close();
    verdicts.close();
    examples.close();
    comments.close();
    labels.close();
    try {
      registry.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
