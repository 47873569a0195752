package dev.weir.streams.drift;

import static java.util.Objects.requireNonNull;

import dev.weir.scoring.RegistryPatience;
import dev.weir.scoring.drift.SliceCounts;
import dev.weir.scoring.record.RawRecord;
import dev.weir.serde.UndecodableRecordException;
import dev.weir.streams.batch.TaskMetrics;
import dev.weir.streams.record.RawRecords;
import dev.weir.streams.state.TableStore;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Counts the events and verdicts of a partition, window by window. A window's counts leave when it
 * is over, and again as a whole when late records changed them; one window later they are
 * forgotten, and what comes even later is counted as late and left out. A window is over when a
 * record of a later time came, or the partition has been silent past its end. Confined to the
 * task's thread.
 */
final class CountProcessor implements Processor<byte[], byte[], String, byte[]> {

  /** Name of the store, part of its changelog's name. */
  static final String STORE = "drift-counts";

  private static final Duration TICK = Duration.ofSeconds(5);

  private final DriftSettings settings;
  private final SightingReader reader;
  private final RegistryPatience patience = new RegistryPatience();
  private final Set<WindowKey> changed = new HashSet<>();
  private @Nullable ProcessorContext<String, byte[]> context;
  private @Nullable TableStore<WindowKey, SliceCounts> table;
  private @Nullable WindowCounts counts;
  private @Nullable TaskMetrics metrics;
  private @Nullable Sensor counted;
  private @Nullable Sensor late;
  private @Nullable Sensor skipped;
  private @Nullable Sensor dropped;
  private long latestMillis = Long.MIN_VALUE;
  private long nextMillis = Long.MIN_VALUE;
  private boolean silent;

  CountProcessor(DriftSettings settings, String topicPrefix, SchemaRegistryClient registry) {
    this.settings = settings;
    this.reader = new SightingReader(topicPrefix, registry);
  }

  @Override
  public void init(ProcessorContext<String, byte[]> opened) {
    context = opened;
    TableStore<WindowKey, SliceCounts> stored = opened.getStateStore(STORE);
    table = stored;
    counts = new WindowCounts(stored, settings.mostSlices());
    TaskMetrics ofTask = new TaskMetrics(opened.metrics(), opened.taskId());
    metrics = ofTask;
    counted = ofTask.counter("driftRecords");
    late = ofTask.counter("driftLate");
    skipped = ofTask.counter("driftSkipped");
    dropped = ofTask.counter("driftDropped");
    // what had changed before a restart leaves once more
    changed.addAll(stored.rows().keySet());
    var unused =
        opened.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, nowMillis -> tick(nowMillis));
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    ProcessorContext<String, byte[]> open = requireNonNull(context);
    silent = false;
    long millis = Math.min(record.timestamp(), open.currentSystemTimeMs());
    latestMillis = Math.max(latestMillis, millis);
    long start = settings.windowStart(millis);
    if (isForgotten(start)) {
      requireNonNull(late).record();
    } else {
      count(RawRecords.of(record, open.recordMetadata().orElseThrow()), start);
    }
    if (latestMillis >= nextMillis) {
      publish(latestMillis);
      forget();
      nextMillis = settings.windowStart(latestMillis) + settings.windowMillis();
    }
  }

  private void count(RawRecord raw, long start) {
    List<Sighting> seen;
    try {
      seen = patience.await(() -> reader.read(raw));
    } catch (UndecodableRecordException e) {
      requireNonNull(skipped).record();
      return;
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
    requireNonNull(counted).record();
    for (Sighting sighting : seen) {
      if (!requireNonNull(counts).count(sighting, start, changed)) {
        requireNonNull(dropped).record();
      }
    }
  }

  /** Sends what late records changed; without any records, what the clock says is over. */
  private void tick(long nowMillis) {
    publish(silent ? nowMillis : latestMillis);
    silent = true;
  }

  private void publish(long overMillis) {
    if (changed.isEmpty()) {
      return;
    }
    for (WindowKey key : List.copyOf(changed)) {
      if (key.startMillis() + settings.windowMillis() <= overMillis) {
        changed.remove(key);
        forward(key);
      }
    }
  }

  private void forward(WindowKey key) {
    ProcessorContext<String, byte[]> open = requireNonNull(context);
    SliceCounts of = requireNonNull(table).get(key);
    String model =
        key.model().equals(WindowKey.ANY)
            ? requireNonNull(counts).textModel(key.startMillis())
            : key.model();
    if (of == null) {
      return;
    }
    if (model == null) {
      // no verdict on a text was ever seen here: what the texts are compared to is not known
      requireNonNull(dropped).record();
      return;
    }
    long end = key.startMillis() + settings.windowMillis();
    open.forward(
        new Record<>(
            key.under(model).text(),
            PartialCounts.write(open.taskId().partition(), of),
            Math.max(0, Math.min(end, open.currentSystemTimeMs()))));
  }

  private void forget() {
    for (WindowKey key : List.copyOf(requireNonNull(table).rows().keySet())) {
      if (isForgotten(key.startMillis())) {
        requireNonNull(table).delete(key);
        changed.remove(key);
      }
    }
  }

  private boolean isForgotten(long start) {
    return start + 2 * settings.windowMillis() <= latestMillis;
  }

  @Override
  public void close() {
    if (metrics != null) {
      metrics.close();
    }
  }
}
