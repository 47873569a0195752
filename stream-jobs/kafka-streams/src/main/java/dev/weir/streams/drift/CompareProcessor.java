package dev.weir.streams.drift;

import static java.util.Objects.requireNonNull;

import dev.weir.schemas.DriftBaseline;
import dev.weir.schemas.DriftReport;
import dev.weir.scoring.drift.DriftReference;
import dev.weir.scoring.drift.DriftReportWriter;
import dev.weir.scoring.drift.DriftReportWriter.Reference;
import dev.weir.scoring.drift.DriftReportWriter.Window;
import dev.weir.scoring.drift.PackagedReferences;
import dev.weir.scoring.drift.SliceCounts;
import dev.weir.streams.batch.TaskMetrics;
import dev.weir.streams.state.TableStore;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Puts the counts of all partitions together and compares them. A window is reported once its
 * counts have settled for some seconds, and again when they change after that. It is forgotten an
 * hour of the clock later, or ten windows if that is longer: partitions that catch up after an
 * outage do so at different speeds. Confined to the task's thread.
 */
final class CompareProcessor implements Processor<String, byte[], String, DriftReport> {

  /** Names of the stores, part of their changelogs' names. */
  static final String WINDOWS = "drift-windows";

  static final String FIRST_RECORDS = "drift-first-records";

  private static final Duration SETTLED = Duration.ofSeconds(5);
  private static final long SHORTEST_MEMORY_MILLIS = Duration.ofHours(1).toMillis();
  private static final int WINDOWS_REMEMBERED = 10;

  /** Rows of each table; the oldest go first. */
  private static final int MOST_ROWS = 2_000;

  private final DriftSettings settings;
  private final DriftReportWriter writer;
  private final PackagedReferences packages;
  private final Map<WindowKey, Long> touched = new HashMap<>();
  private final Map<WindowKey, Long> remembered = new HashMap<>();
  private @Nullable ProcessorContext<String, DriftReport> context;
  private @Nullable TableStore<WindowKey, PartialCounts> windows;
  private @Nullable TableStore<String, FirstRecords> firstRecords;
  private @Nullable TaskMetrics metrics;
  private @Nullable DriftMetrics told;

  CompareProcessor(DriftSettings settings) {
    this.settings = settings;
    this.writer = new DriftReportWriter(settings.thresholds());
    this.packages = new PackagedReferences(settings.models());
  }

  @Override
  public void init(ProcessorContext<String, DriftReport> opened) {
    context = opened;
    TableStore<WindowKey, PartialCounts> stored = opened.getStateStore(WINDOWS);
    windows = stored;
    firstRecords = opened.getStateStore(FIRST_RECORDS);
    TaskMetrics ofTask = new TaskMetrics(opened.metrics(), opened.taskId());
    metrics = ofTask;
    told = new DriftMetrics(ofTask);
    long now = opened.currentSystemTimeMs();
    // what was not reported before a restart is reported now, under the same ids
    stored.rows().keySet().forEach(key -> touch(key, now));
    var unused = opened.schedule(SETTLED, PunctuationType.WALL_CLOCK_TIME, this::tick);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    TableStore<WindowKey, PartialCounts> table = requireNonNull(windows);
    WindowKey key = WindowKey.of(record.key());
    PartialCounts counts = table.get(key);
    if (counts == null) {
      counts = new PartialCounts();
    }
    counts.put(record.value());
    table.put(key, counts);
    touch(key, requireNonNull(context).currentSystemTimeMs());
  }

  private void touch(WindowKey key, long nowMillis) {
    touched.put(key, nowMillis);
    remembered.put(key, nowMillis);
  }

  private void tick(long nowMillis) {
    List<WindowKey> settled =
        touched.entrySet().stream()
            .filter(entry -> entry.getValue() <= nowMillis - SETTLED.toMillis())
            .map(Map.Entry::getKey)
            .sorted(Comparator.comparingLong(WindowKey::startMillis))
            .toList();
    for (WindowKey key : settled) {
      touched.remove(key);
      report(key);
    }
    forget(nowMillis);
  }

  private void report(WindowKey key) {
    PartialCounts partial = requireNonNull(windows).get(key);
    if (partial == null) {
      return;
    }
    ProcessorContext<String, DriftReport> open = requireNonNull(context);
    SliceCounts counts = partial.sum();
    Window window = key.window(settings.windowMillis());
    DriftReport report = writer.of(window, counts, reference(key, window, counts, partial));
    requireNonNull(told).tell(report);
    open.forward(
        new Record<>(
            key.series(), report, Math.min(window.endMillis(), open.currentSystemTimeMs())));
  }

  private Reference reference(
      WindowKey key, Window window, SliceCounts counts, PartialCounts partial) {
    Optional<DriftReference> packaged = packages.of(window.model());
    var known = packaged.map(of -> of.known().get(key.subject())).orElse(null);
    SliceCounts slice = packaged.map(of -> of.slice(key.subject(), key.slice())).orElse(null);
    if (slice != null) {
      return new Reference(DriftBaseline.PACKAGE, slice, known);
    }
    TableStore<String, FirstRecords> table = requireNonNull(firstRecords);
    FirstRecords first = table.get(key.series());
    boolean full = first != null && first.counts().records() >= settings.firstRecords();
    if (first != null && full && !partial.isGathered()) {
      table.put(key.series(), new FirstRecords(first.counts(), window.endMillis()));
      return new Reference(DriftBaseline.FIRST_WINDOW, first.counts(), known);
    }
    if (!full && !partial.isGathered()) {
      SliceCounts gathered = first == null ? new SliceCounts() : first.counts();
      gathered.add(counts);
      table.put(key.series(), new FirstRecords(gathered, window.endMillis()));
      partial.setGathered();
      requireNonNull(windows).put(key, partial);
    }
    return new Reference(DriftBaseline.GATHERING, null, known);
  }

  private void forget(long nowMillis) {
    long memory = Math.max(SHORTEST_MEMORY_MILLIS, WINDOWS_REMEMBERED * settings.windowMillis());
    TableStore<WindowKey, PartialCounts> table = requireNonNull(windows);
    List<WindowKey> oldest =
        remembered.keySet().stream()
            .sorted(Comparator.comparingLong(WindowKey::startMillis))
            .toList();
    int surplus = oldest.size() - MOST_ROWS;
    for (int i = 0; i < oldest.size(); i++) {
      WindowKey key = oldest.get(i);
      boolean idle = requireNonNull(remembered.get(key)) <= nowMillis - memory;
      if (idle || (i < surplus && !touched.containsKey(key))) {
        table.delete(key);
        remembered.remove(key);
      }
    }
    forgetFirstRecords();
  }

  private void forgetFirstRecords() {
    TableStore<String, FirstRecords> table = requireNonNull(firstRecords);
    int surplus = table.rows().size() - MOST_ROWS;
    if (surplus > 0) {
      table.rows().entrySet().stream()
          .sorted(Comparator.comparingLong(row -> row.getValue().lastMillis()))
          .limit(surplus)
          .map(Map.Entry::getKey)
          .toList()
          .forEach(table::delete);
    }
  }

  @Override
  public void close() {
    if (metrics != null) {
      metrics.close();
    }
  }
}
