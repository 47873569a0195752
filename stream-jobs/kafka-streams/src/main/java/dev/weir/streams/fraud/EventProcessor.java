package dev.weir.streams.fraud;

import static java.util.Objects.requireNonNull;

import dev.weir.scoring.dedup.DuplicateWindow;
import dev.weir.scoring.label.LabelStep;
import dev.weir.scoring.label.PartyLabel.Party;
import dev.weir.scoring.stage.FraudItem;
import dev.weir.scoring.stage.FraudItem.Paid;
import dev.weir.scoring.stage.FraudItem.Voted;
import dev.weir.scoring.stage.FraudKeys;
import dev.weir.scoring.stage.LabelStage;
import dev.weir.streams.batch.DuplicateCheck;
import dev.weir.streams.batch.TaskMetrics;
import dev.weir.streams.state.FraudStores;
import dev.weir.streams.state.MemoryStore;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * The stages that are keyed by event id: drops repeats and counts them, then {@link LabelStage}.
 * Items leave keyed by card. Confined to the task's thread.
 */
final class EventProcessor implements Processor<String, FraudItem, String, FraudItem> {

  private final DuplicateWindow duplicates;
  private final LabelStage stage;
  private @Nullable Task task;

  EventProcessor(DuplicateWindow duplicates, Duration labelMemory) {
    this.duplicates = duplicates;
    this.stage = new LabelStage(labelMemory);
  }

  @Override
  public void init(ProcessorContext<String, FraudItem> context) {
    task = new Task(context);
  }

  @Override
  public void process(Record<String, FraudItem> record) {
    requireNonNull(task).process(record);
  }

  @Override
  public void close() {
    if (task != null) {
      task.metrics.close();
      task = null;
    }
  }

  /** The processor between one init and the next close. */
  private final class Task {
    private final ProcessorContext<String, FraudItem> context;
    private final DuplicateCheck repeats;
    private final MemoryStore<String, byte[]> memories;
    private final TaskMetrics metrics;
    private final Sensor repeated;
    private final Map<LabelStep.Kind, Sensor> labels = new EnumMap<>(LabelStep.Kind.class);

    Task(ProcessorContext<String, FraudItem> context) {
      this.context = context;
      repeats = new DuplicateCheck(duplicates, context.getStateStore(FraudStores.SEEN));
      memories = context.getStateStore(FraudStores.LABELS);
      metrics = new TaskMetrics(context.metrics(), context.taskId());
      repeated = metrics.counter("duplicates");
      for (LabelStep.Kind kind : LabelStep.Kind.values()) {
        String name = kind.name().toLowerCase(Locale.ROOT);
        labels.put(kind, metrics.counter("labels", "label", name));
      }
    }

    void process(Record<String, FraudItem> record) {
      long streamMillis = context.currentStreamTimeMs();
      String eventId = record.key();
      if (record.value() instanceof Paid paid) {
        if (repeats.isRepeat(paid.request(), streamMillis)) {
          repeated.record();
        } else {
          pass(stage.payment(paid, memories.get(eventId, streamMillis)), record);
        }
      } else {
        Voted voted = (Voted) record.value();
        pass(stage.vote(voted, memories.get(eventId, streamMillis)), record);
      }
    }

    private void pass(LabelStage.Passed passed, Record<String, FraudItem> record) {
      if (passed.memory() != null) {
        memories.put(record.key(), passed.memory(), context.currentStreamTimeMs());
      }
      if (passed.counted() != null) {
        requireNonNull(labels.get(passed.counted())).record();
      }
      if (passed.item() != null) {
        forward(passed.item(), record);
      }
      if (passed.label() != null) {
        forward(passed.label(), record);
      }
    }

    private void forward(FraudItem item, Record<String, FraudItem> record) {
      String card = requireNonNull(FraudKeys.partyOrEvent(Party.CARD, item));
      context.forward(record.withKey(card).withValue(item));
    }
  }
}
