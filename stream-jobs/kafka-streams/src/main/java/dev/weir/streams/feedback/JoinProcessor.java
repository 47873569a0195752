package dev.weir.streams.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.weir.schemas.LabelledExample;
import dev.weir.scoring.deadletter.RecordFailure;
import dev.weir.scoring.feedback.FeedbackItem;
import dev.weir.scoring.feedback.FeedbackItem.Erased;
import dev.weir.scoring.feedback.FeedbackItem.Judged;
import dev.weir.scoring.feedback.FeedbackItem.Refused;
import dev.weir.scoring.feedback.FeedbackItem.Voted;
import dev.weir.scoring.feedback.FeedbackItem.Written;
import dev.weir.scoring.feedback.FeedbackJoin;
import dev.weir.scoring.feedback.JoinOutput;
import dev.weir.scoring.feedback.JoinStep;
import dev.weir.scoring.feedback.Trust;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.record.RawRecord;
import dev.weir.streams.batch.DeadLetterMetrics;
import dev.weir.streams.batch.ScoringPool;
import dev.weir.streams.batch.TaskMetrics;
import dev.weir.streams.record.Answers;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** {@link FeedbackJoin} on the stores of a task. Confined to the task's thread. */
final class JoinProcessor implements Processor<String, FeedbackItem, byte[], OutboundRecord> {

  private static final Duration MOST_BETWEEN_SWEEPS = Duration.ofMinutes(1);
  private static final Duration LEAST_BETWEEN_SWEEPS = Duration.ofSeconds(1);
  private static final int SWEEPS_A_WAIT = 10;
  private static final int SWEPT_AT_ONCE = 10_000;

  private final String exampleTopic;
  private final FeedbackSettings settings;
  private final ScoringPool<FeedbackThread> pool;
  private @Nullable Task task;

  JoinProcessor(String exampleTopic, FeedbackSettings settings, ScoringPool<FeedbackThread> pool) {
    this.exampleTopic = exampleTopic;
    this.settings = settings;
    this.pool = pool;
  }

  @Override
  public void init(ProcessorContext<byte[], OutboundRecord> context) {
    Task opened = new Task(context);
    task = opened;
    var unused = context.schedule(betweenSweeps(), PunctuationType.WALL_CLOCK_TIME, opened::sweep);
  }

  private Duration betweenSweeps() {
    Duration share = settings.patience().dividedBy(SWEEPS_A_WAIT);
    Duration most = share.compareTo(MOST_BETWEEN_SWEEPS) < 0 ? share : MOST_BETWEEN_SWEEPS;
    return most.compareTo(LEAST_BETWEEN_SWEEPS) < 0 ? LEAST_BETWEEN_SWEEPS : most;
  }

  @Override
  public void process(Record<String, FeedbackItem> record) {
    try {
      requireNonNull(task).take(record);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  @Override
  public void close() {
    if (task != null) {
      task.metrics.close();
      task = null;
    }
  }

  /** The processor between one init and the next close. */
  private final class Task implements JoinOutput {
    private final ProcessorContext<byte[], OutboundRecord> context;
    private final StoredJoin stored;
    private final FeedbackJoin join;
    private final TaskMetrics metrics;
    private final DeadLetterMetrics deadLetters;
    private final Map<JoinStep, Sensor> steps = new EnumMap<>(JoinStep.class);

    Task(ProcessorContext<byte[], OutboundRecord> context) {
      this.context = context;
      stored = new StoredJoin(context);
      join =
          new FeedbackJoin(
              pool.ofThisThread().events(), Trust.byKind(), settings.patience(), stored, this);
      metrics = new TaskMetrics(context.metrics(), context.taskId());
      deadLetters = new DeadLetterMetrics(metrics);
      for (JoinStep step : JoinStep.values()) {
        String name = step.name().toLowerCase(Locale.ROOT);
        steps.put(step, metrics.counter("labels", "label", name));
      }
    }

    void take(Record<String, FeedbackItem> record) throws InterruptedException {
      String key = record.key();
      FeedbackItem item = record.value();
      if (item instanceof Judged judged) {
        join.judged(key, judged, record.timestamp());
      } else if (item instanceof Voted voted) {
        join.voted(key, voted, context.currentSystemTimeMs());
      } else if (item instanceof Written written) {
        join.written(key, written);
      } else if (item instanceof Erased erased) {
        join.erased(erased, record.timestamp());
      } else {
        throw new IllegalStateException(
            "a " + Refused.class.getSimpleName() + " record is answered before the join");
      }
    }

    void sweep(long nowMillis) {
      join.expire(nowMillis);
      stored.sweep(nowMillis - settings.votes().toMillis(), SWEPT_AT_ONCE);
    }

    @Override
    public void example(LabelledExample example, long atMillis) {
      FeedbackThread thread = pool.ofThisThread();
      try {
        byte[] value =
            thread.patience().await(() -> thread.examples().serialize(exampleTopic, example));
        byte[] key = example.getEventId().getBytes(UTF_8);
        write(new OutboundRecord(exampleTopic, key, value, List.of()), atMillis);
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      }
    }

    @Override
    public void deadLetter(RawRecord label, RecordFailure failure) {
      deadLetters.count(failure.stage(), 1);
      long now = context.currentSystemTimeMs();
      write(pool.ofThisThread().deadLetters().of(label, failure, Instant.ofEpochMilli(now)), now);
    }

    @Override
    public void count(JoinStep step) {
      requireNonNull(steps.get(step)).record();
    }

    private void write(OutboundRecord answer, long atMillis) {
      context.forward(Answers.record(answer, atMillis));
    }
  }
}
