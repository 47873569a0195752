package dev.weir.streams.batch;

import static java.util.Objects.requireNonNull;

import dev.weir.scoring.Intake;
import dev.weir.scoring.ScoredBatch;
import dev.weir.scoring.author.AuthorBook;
import dev.weir.scoring.author.AuthorMemory;
import dev.weir.scoring.campaign.CampaignMemory;
import dev.weir.scoring.dedup.DuplicateWindow;
import dev.weir.scoring.event.TextRequest;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.record.RawRecord;
import dev.weir.streams.record.Answers;
import dev.weir.streams.record.RawRecords;
import dev.weir.streams.state.MemoryStore;
import dev.weir.streams.state.PendingRecord;
import dev.weir.streams.state.PendingStore;
import dev.weir.streams.state.TextStores;
import java.util.List;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * The way of a record through one task: read, told from its repeats, looked up in its campaign, put
 * to those that wait; a full or old batch is scored on the task's own thread and its answers are
 * forwarded in order. What waits when the task commits is in the store of waiting records, so
 * committed offsets cover answered and stored records only.
 *
 * <p>Confined to the task's thread; a task that is started again calls {@link #init} again.
 */
final class TextScoringProcessor implements Processor<byte[], byte[], byte[], OutboundRecord> {

  private final BatchLimits limits;
  private final DuplicateWindow duplicates;
  private final ScoringPool<ThreadScoring> pool;
  private @Nullable Task task;

  TextScoringProcessor(
      BatchLimits limits, DuplicateWindow duplicates, ScoringPool<ThreadScoring> pool) {
    this.limits = limits;
    this.duplicates = duplicates;
    this.pool = pool;
  }

  @Override
  public void init(ProcessorContext<byte[], OutboundRecord> context) {
    Task opened = new Task(context);
    task = opened;
    opened.waiting.schedule(opened::takeUpWaiting);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
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
    private final ProcessorContext<byte[], OutboundRecord> context;
    private final DuplicateCheck repeats;
    private final MemoryStore<Long, CampaignMemory> campaigns;
    private final MemoryStore<String, AuthorMemory> authors;
    private final PendingStore<TextRequest, PendingRecord> pending;
    private final MicroBatch<TextRequest> waiting;
    private final ScoringMetrics metrics;
    private final AuthorBook book = new Book();

    Task(ProcessorContext<byte[], OutboundRecord> context) {
      this.context = context;
      repeats = new DuplicateCheck(duplicates, context.getStateStore(TextStores.SEEN));
      campaigns = context.getStateStore(TextStores.CAMPAIGNS);
      authors = context.getStateStore(TextStores.AUTHORS);
      pending = context.getStateStore(TextStores.PENDING);
      waiting = new MicroBatch<>(context, limits, pending, this::score);
      metrics =
          new ScoringMetrics(
              new TaskMetrics(context.metrics(), context.taskId()),
              pool.ofThisThread().scoring()::status);
    }

    void process(Record<byte[], byte[]> record) {
      takeUpWaiting();
      RawRecord raw = RawRecords.of(record, context.recordMetadata().orElseThrow());
      TextRequest request = read(raw);
      if (request == null) {
        return;
      }
      if (repeats.isRepeat(request, streamMillis())) {
        metrics.onDuplicate();
        return;
      }
      add(observed(request));
    }

    /** What waited when this task stopped elsewhere waits here again. */
    private void takeUpWaiting() {
      for (PendingRecord waited : pending.restore()) {
        TextRequest request = read(waited.origin());
        if (request != null) {
          add(request.withCampaign(waited.campaign()));
        }
      }
    }

    /** The request of that record, or null when it is answered by a dead letter. */
    private @Nullable TextRequest read(RawRecord raw) {
      Intake intake;
      try {
        intake = pool.ofThisThread().intake().read(raw);
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      }
      if (intake instanceof Intake.Accepted accepted) {
        return accepted.request();
      }
      Intake.Refused refused = (Intake.Refused) intake;
      context.forward(Answers.record(refused.deadLetter(), raw.timestamp()));
      metrics.onRefused(refused.stage());
      return null;
    }

    private TextRequest observed(TextRequest request) {
      if (request.campaignKey() == 0) {
        return request;
      }
      CampaignMemory memory = campaigns.get(request.campaignKey(), streamMillis());
      if (memory == null) {
        memory = CampaignMemory.empty();
      }
      TextRequest observed = request.observedIn(memory);
      campaigns.put(request.campaignKey(), memory, streamMillis());
      return observed;
    }

    private void add(TextRequest request) {
      waiting.add(request, request.origin().sizeInBytes());
    }

    private void score(List<TextRequest> batch, long firstMillis) {
      ScoredBatch scored;
      try {
        scored = pool.ofThisThread().scoring().score(batch, book);
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      }
      for (int i = 0; i < batch.size(); i++) {
        context.forward(Answers.record(scored.records().get(i), batch.get(i).origin().timestamp()));
      }
      metrics.onBatch(batch, scored, firstMillis, System.currentTimeMillis());
    }

    private long streamMillis() {
      return context.currentStreamTimeMs();
    }

    /** The authors of this task's partition. */
    private final class Book implements AuthorBook {
      @Override
      public @Nullable AuthorMemory load(String authorId) {
        return authors.get(authorId, streamMillis());
      }

      @Override
      public void save(String authorId, AuthorMemory memory) {
        authors.put(authorId, memory, streamMillis());
      }
    }
  }
}
