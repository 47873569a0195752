package dev.weir.scoring;

import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.TextScorer;
import dev.weir.schemas.TextVerdict;
import dev.weir.scoring.deadletter.DeadLetters;
import dev.weir.scoring.deadletter.RecordFailure;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.event.InvalidEventException;
import dev.weir.scoring.event.TextEvent;
import dev.weir.scoring.event.TextEventReader;
import dev.weir.scoring.event.TextLimits;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.record.RawRecord;
import dev.weir.scoring.verdict.TextVerdicts;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a batch of comments and chat messages: decode, validate, score, verdict; a record that
 * fails on its way becomes a dead letter and the others go on. Knows no stream engine. Confined to
 * one thread; owns the scorer and the registry client and closes them.
 */
public final class TextScoring implements RecordScoring {

  private static final Logger LOG = LoggerFactory.getLogger(TextScoring.class);

  private final TextEventReader reader;
  private final TextLimits limits;
  private final TextScorer scorer;
  private final TextVerdicts verdicts;
  private final Serializer<TextVerdict> verdictWriter;
  private final String verdictTopic;
  private final DeadLetters deadLetters;
  private final RegistryPatience patience;
  private final InstantSource clock;
  private final Closeable registry;

  TextScoring(
      TextEventReader reader,
      TextLimits limits,
      TextScorer scorer,
      TextVerdicts verdicts,
      Serializer<TextVerdict> verdictWriter,
      String verdictTopic,
      DeadLetters deadLetters,
      RegistryPatience patience,
      InstantSource clock,
      Closeable registry) {
    this.reader = reader;
    this.limits = limits;
    this.scorer = scorer;
    this.verdicts = verdicts;
    this.verdictWriter = verdictWriter;
    this.verdictTopic = verdictTopic;
    this.deadLetters = deadLetters;
    this.patience = patience;
    this.clock = clock;
    this.registry = registry;
  }

  /**
   * Opens the model and waits for the registry.
   *
   * @throws dev.weir.engine.error.ModelPackageException when the model package cannot be used;
   *     trying again does not help
   * @throws org.apache.kafka.common.errors.SerializationException when the registry refuses the
   *     schema of verdicts
   * @throws InterruptedException when the thread is interrupted while it waits for the registry
   */
  public static TextScoring open(TextScoringConfig config) throws InterruptedException {
    return OpenTextScoring.open(config);
  }

  @Override
  public String model() {
    return scorer.model().toString();
  }

  @Override
  public ScoredBatch score(List<RawRecord> batch) throws InterruptedException {
    Answers answers = new Answers(batch);
    List<Accepted> accepted = new ArrayList<>(batch.size());
    List<String> texts = new ArrayList<>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      TextEvent event = read(batch.get(i), i, answers);
      if (event != null) {
        accepted.add(new Accepted(i, event));
        texts.add(event.text());
      }
    }
    long start = System.nanoTime();
    List<ScoreOutcome> outcomes = texts.isEmpty() ? List.of() : scorer.score(texts);
    long inferenceNanos = texts.isEmpty() ? 0 : System.nanoTime() - start;
    if (outcomes.size() != texts.size()) {
      throw new IllegalStateException(
          model() + " answered " + outcomes.size() + " of " + texts.size() + " texts");
    }
    long tokens = 0;
    Instant scoredAt = clock.instant();
    for (int i = 0; i < accepted.size(); i++) {
      Accepted one = accepted.get(i);
      if (outcomes.get(i) instanceof ScoreOutcome.Scored scored) {
        tokens += scored.fromCache() ? 0 : scored.tokens();
        conclude(one, scored, scoredAt, answers);
      } else if (outcomes.get(i) instanceof ScoreOutcome.Rejected rejected) {
        answers.fail(one.index(), stageOf(rejected), new ModelRejectionException(rejected));
      }
    }
    return answers.toBatch(tokens, inferenceNanos);
  }

  private static Stage stageOf(ScoreOutcome.Rejected rejected) {
    return switch (rejected.stage()) {
      case "validate" -> Stage.VALIDATE;
      case "tokenize" -> Stage.TOKENIZE;
      default -> Stage.INFERENCE;
    };
  }

  /** The event of that record, or null when the record is answered by a dead letter. */
  private @Nullable TextEvent read(RawRecord record, int index, Answers answers)
      throws InterruptedException {
    try {
      return limits.check(patience.await(() -> reader.read(record)));
    } catch (InvalidEventException e) {
      answers.fail(index, Stage.VALIDATE, e);
    } catch (RuntimeException e) {
      answers.fail(index, Stage.DECODE, e);
    }
    return null;
  }

  private void conclude(Accepted one, ScoreOutcome.Scored scored, Instant scoredAt, Answers answers)
      throws InterruptedException {
    RawRecord origin = answers.input.get(one.index());
    try {
      TextVerdict verdict = verdicts.of(one.event(), origin, scored, scoredAt);
      byte[] value = patience.await(() -> verdictWriter.serialize(verdictTopic, verdict));
      answers.put(one.index(), new OutboundRecord(verdictTopic, origin.key(), value, List.of()));
    } catch (RuntimeException e) {
      answers.fail(one.index(), Stage.VERDICT, e);
    }
  }

  @Override
  public void close() {
    close(scorer, registry);
  }

  static void close(TextScorer scorer, @Nullable Closeable registry) {
    try (scorer) {
      if (registry != null) {
        registry.close();
      }
    } catch (IOException e) {
      LOG.warn("schema registry client did not close: {}", e.getMessage());
    }
  }

  private record Accepted(int index, TextEvent event) {}

  /** The answers of one batch while they come together. */
  private final class Answers {
    private final List<RawRecord> input;
    private final @Nullable OutboundRecord[] records;
    private final Map<Stage, Integer> failures = new EnumMap<>(Stage.class);

    Answers(List<RawRecord> input) {
      this.input = input;
      this.records = new OutboundRecord[input.size()];
    }

    void put(int index, OutboundRecord record) {
      records[index] = record;
    }

    void fail(int index, Stage stage, RuntimeException cause) {
      RecordFailure failure = new RecordFailure(stage, cause);
      put(index, deadLetters.of(input.get(index), failure, clock.instant()));
      failures.merge(stage, 1, Integer::sum);
    }

    ScoredBatch toBatch(long tokens, long inferenceNanos) {
      List<OutboundRecord> all = new ArrayList<>(records.length);
      Arrays.stream(records).forEach(record -> all.add(Objects.requireNonNull(record)));
      return new ScoredBatch(all, failures, tokens, inferenceNanos);
    }
  }
}
