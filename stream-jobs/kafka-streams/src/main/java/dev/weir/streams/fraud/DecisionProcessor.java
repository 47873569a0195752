package dev.weir.streams.fraud;

import static java.util.Objects.requireNonNull;

import dev.weir.schemas.FraudAlert;
import dev.weir.scoring.ScoredPayments;
import dev.weir.scoring.alert.AlertMemory;
import dev.weir.scoring.alert.AlertSettings;
import dev.weir.scoring.alert.AlertStep;
import dev.weir.scoring.alert.RiskyPayment;
import dev.weir.scoring.event.FraudRequest;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.stage.AlertBook;
import dev.weir.scoring.stage.AlertStage;
import dev.weir.scoring.stage.FraudItem;
import dev.weir.scoring.stage.FraudItem.Labelled;
import dev.weir.scoring.stage.FraudItem.Paid;
import dev.weir.streams.batch.BatchLimits;
import dev.weir.streams.batch.MicroBatch;
import dev.weir.streams.batch.ScoringMetrics;
import dev.weir.streams.batch.ScoringPool;
import dev.weir.streams.batch.TaskMetrics;
import dev.weir.streams.record.Answers;
import dev.weir.streams.state.FraudStores;
import dev.weir.streams.state.MemoryStore;
import dev.weir.streams.state.PendingStore;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Scores payments in batches and raises alerts: labels wait behind the payments of their batch, so
 * that a case holds the payment before its label comes. Keyed by card. Confined to the task's
 * thread; a task that is started again calls {@link #init} again.
 */
final class DecisionProcessor implements Processor<String, FraudItem, byte[], OutboundRecord> {

  private final BatchLimits limits;
  private final AlertSettings settings;
  private final ScoringPool<FraudThread> pool;
  private @Nullable Task task;

  DecisionProcessor(BatchLimits limits, AlertSettings settings, ScoringPool<FraudThread> pool) {
    this.limits = limits;
    this.settings = settings;
    this.pool = pool;
  }

  @Override
  public void init(ProcessorContext<byte[], OutboundRecord> context) {
    Task opened = new Task(context);
    task = opened;
    opened.batch.schedule(opened::takeUpWaiting);
  }

  @Override
  public void process(Record<String, FraudItem> record) {
    Task open = requireNonNull(task);
    open.takeUpWaiting();
    open.take(record.value());
  }

  @Override
  public void close() {
    if (task != null) {
      task.metrics.close();
      task = null;
    }
  }

  /** The processor between one init and the next close. */
  private final class Task implements AlertBook {
    private final ProcessorContext<byte[], OutboundRecord> context;
    private final MemoryStore<String, AlertMemory> cards;
    private final PendingStore<FraudItem, FraudItem> pending;
    private final MicroBatch<FraudItem> batch;
    private final AlertStage alerts;
    private final ScoringMetrics metrics;
    private final Map<AlertStep.Kind, Sensor> steps = new EnumMap<>(AlertStep.Kind.class);

    Task(ProcessorContext<byte[], OutboundRecord> context) {
      this.context = context;
      cards = context.getStateStore(FraudStores.ALERTS);
      pending = context.getStateStore(FraudStores.PENDING);
      batch = new MicroBatch<>(context, limits, pending, this::decide);
      alerts = new AlertStage(settings, this, kind -> requireNonNull(steps.get(kind)).record());
      TaskMetrics ofTask = new TaskMetrics(context.metrics(), context.taskId());
      for (AlertStep.Kind kind : AlertStep.Kind.values()) {
        String name = kind.name().toLowerCase(Locale.ROOT);
        steps.put(kind, ofTask.counter("alertSteps", "alert", name));
      }
      metrics = new ScoringMetrics(ofTask, pool.ofThisThread().scoring()::status);
    }

    /** What waited when this task stopped elsewhere waits here again. */
    private void takeUpWaiting() {
      pending.restore().forEach(this::take);
    }

    private void take(FraudItem item) {
      if (item instanceof Paid paid) {
        batch.add(item, paid.request().origin().sizeInBytes());
      } else if (batch.isEmpty()) {
        tell((Labelled) item);
      } else {
        batch.add(item, 0);
      }
    }

    private void decide(List<FraudItem> waiting, long firstMillis) {
      List<FraudRequest> requests = new ArrayList<>(waiting.size());
      for (FraudItem item : waiting) {
        if (item instanceof Paid paid) {
          requests.add(paid.request());
        }
      }
      ScoredPayments payments = score(requests);
      List<OutboundRecord> answers = payments.scored().records();
      for (int i = 0; i < requests.size(); i++) {
        context.forward(Answers.record(answers.get(i), requests.get(i).origin().timestamp()));
      }
      metrics.onBatch(requests, payments.scored(), firstMillis, System.currentTimeMillis());
      for (RiskyPayment payment : payments.risky()) {
        write(alerts.risky(payment), payment.atMillis());
      }
      for (FraudItem item : waiting) {
        if (item instanceof Labelled label) {
          tell(label);
        }
      }
    }

    private ScoredPayments score(List<FraudRequest> requests) {
      try {
        return pool.ofThisThread().scoring().score(requests);
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      }
    }

    private void tell(Labelled label) {
      write(alerts.labelled(label), label.atMillis());
    }

    private void write(@Nullable FraudAlert alert, long atMillis) {
      if (alert == null) {
        return;
      }
      try {
        context.forward(Answers.record(pool.ofThisThread().alerts().write(alert), atMillis));
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      }
    }

    @Override
    public @Nullable AlertMemory load(String cardId) {
      return cards.get(cardId, context.currentStreamTimeMs());
    }

    @Override
    public void save(String cardId, AlertMemory memory) {
      cards.put(cardId, memory, context.currentStreamTimeMs());
    }
  }
}
