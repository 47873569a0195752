package dev.weir.retrain.learning.snapshot;

import dev.weir.engine.TaskSpec;
import dev.weir.engine.feature.TextNormalizer;
import dev.weir.retrain.dataset.DataSource;
import dev.weir.retrain.dataset.Dataset;
import dev.weir.retrain.dataset.DatasetException;
import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.LeakReport;
import dev.weir.retrain.dataset.Split;
import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.retrain.dataset.snapshot.Snapshot;
import dev.weir.retrain.learning.LearningInput;
import dev.weir.schemas.CardTransaction;
import dev.weir.schemas.LabelledExample;
import dev.weir.schemas.ResolvedLabel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Labelled texts as a data set. Immutable.
 *
 * <p>A row's split follows from its normalised text alone: 70 of 100 texts train, 10 validate, 20
 * test. So the same text never stands in two splits, and a text that one run tested on is never
 * trained on by a later one: a champion of this loop is judged on texts it has not seen.
 *
 * @param snapshot rows of all splits, and unlabelled rows to train on
 * @param intake what came in
 */
public record TextSnapshot(Snapshot snapshot, Intake intake) {
  /** Name of the data set, and of the source of its labelled rows. */
  public static final String NAME = "feedback";

  /** Source of rows without labels. */
  public static final String REPLAY = "replay";

  /** Slice of when a text occurred: {@value #RECENT} or {@value #EARLIER}. */
  public static final String PERIOD = "period";

  public static final String RECENT = "recent";
  public static final String EARLIER = "earlier";

  private static final int BUCKETS = 100;
  private static final int TEST_BELOW = 20;
  private static final int VALID_BELOW = 30;

  /**
   * What a snapshot depends on besides the input.
   *
   * @param tasks of the model that learns
   * @param leastLabels rows of each label that a task needs to train on; a fifth of it to validate
   *     and to test on
   * @param recent texts so much younger than the newest one count as recent
   * @param mostReplay unlabelled texts at most
   */
  public record Settings(List<TaskSpec> tasks, int leastLabels, Duration recent, int mostReplay) {
    public Settings {
      tasks = List.copyOf(tasks);
    }
  }

  /**
   * The snapshot of an input.
   *
   * @param guard which of the examples that have a text and a label may be learned from, and with
   *     which labels
   */
  public static TextSnapshot of(
      LearningInput input, Settings settings, UnaryOperator<List<LabelledExample>> guard) {
    ErasedParties erased = new ErasedParties(input.erasures());
    Intake.Counter counter = new Intake.Counter();
    Instant recentFrom = input.newest().minus(settings.recent());
    List<LabelledExample> usable =
        input.examples().stream()
            .filter(example -> row(example, erased, settings, recentFrom, counter) != null)
            .toList();
    List<LabelledExample> kept = guard.apply(usable);
    for (int i = kept.size(); i < usable.size(); i++) {
      counter.leaveOut(Intake.HELD_BACK);
    }
    List<Example> rows = new ArrayList<>();
    Set<String> texts = new HashSet<>();
    for (LabelledExample example : kept) {
      @Nullable Example row = row(example, erased, settings, recentFrom, counter);
      if (row != null) {
        counter.use(example.getOccurredAt(), row.labels());
        texts.add(TextNormalizer.normalize(row.text()));
        rows.add(row);
      }
    }
    Map<String, String> notTaught = new TreeMap<>();
    List<TaskLabels> tasks = new ArrayList<>();
    for (TaskSpec spec : settings.tasks()) {
      TaskLabels task = new TaskLabels(spec.name(), spec.labels());
      @Nullable String why = tooFew(rows, task, settings.leastLabels());
      if (why == null) {
        tasks.add(task);
      } else if (counter.labels.containsKey(task.task())) {
        notTaught.put(task.task(), why);
      }
    }
    List<Example> taught = rows.stream().map(row -> only(row, tasks)).toList();
    List<Example> replay = replay(input, erased, texts, settings.mostReplay());
    List<Example> all = new ArrayList<>(taught);
    all.removeIf(row -> row.labels().isEmpty());
    all.addAll(replay);
    Dataset dataset =
        new Dataset(
            NAME,
            tasks,
            List.of(source(NAME, tasks), source(REPLAY, List.of())),
            all,
            true,
            new LeakReport(List.of(), Map.of(), Map.of(), 0));
    return new TextSnapshot(
        Snapshot.of(dataset), counter.done(input.examples().size(), replay.size(), notTaught));
  }

  private static DataSource source(String name, List<TaskLabels> tasks) {
    Map<String, List<String>> labels = new TreeMap<>();
    tasks.forEach(task -> labels.put(task.task(), task.labels()));
    return new DataSource(name, "the operator's own", true, labels, List.of(), 0, 0);
  }

  private static @Nullable Example row(
      LabelledExample example,
      ErasedParties erased,
      Settings settings,
      Instant recentFrom,
      Intake.Counter counter) {
    if (example.getEvent() == null) {
      counter.leaveOut(example.getVerdict() == null ? Intake.ERASED : Intake.NO_TEXT);
      return null;
    }
    @Nullable StreamText text = StreamText.of(example.getEvent());
    if (text == null) {
      counter.leaveOut(
          example.getEvent() instanceof CardTransaction ? Intake.OTHER_EVENT : Intake.NO_TEXT);
      return null;
    }
    if (erased.holds(text)) {
      counter.leaveOut(Intake.ERASED);
      return null;
    }
    if (text.text().isBlank()) {
      counter.leaveOut(Intake.EMPTY);
      return null;
    }
    Map<String, String> labels = new LinkedHashMap<>();
    for (ResolvedLabel label : example.getLabels()) {
      String task = label.getTask().name().toLowerCase(Locale.ROOT);
      settings.tasks().stream()
          .filter(spec -> spec.name().equals(task) && spec.labels().contains(label.getLabel()))
          .findFirst()
          .ifPresent(spec -> labels.put(task, label.getLabel()));
    }
    if (labels.isEmpty()) {
      counter.leaveOut(Intake.NO_LABEL);
      return null;
    }
    Map<String, String> slices = new TreeMap<>();
    slices.put("kind", text.kind());
    slices.put(PERIOD, text.occurredAt().isBefore(recentFrom) ? EARLIER : RECENT);
    if (text.channel() != null) {
      slices.put("channel", text.channel());
    }
    return new Example(
        text.eventId(),
        text.text(),
        split(text.text()),
        NAME,
        text.language(),
        labels,
        Map.of(),
        slices);
  }

  private static Example only(Example row, List<TaskLabels> tasks) {
    Map<String, String> labels = new LinkedHashMap<>(row.labels());
    labels.keySet().retainAll(tasks.stream().map(TaskLabels::task).toList());
    return new Example(
        row.id(),
        row.text(),
        row.split(),
        row.source(),
        row.language(),
        labels,
        row.auxiliary(),
        row.slices());
  }

  /** Why a task cannot learn from these rows; null if it can. */
  private static @Nullable String tooFew(List<Example> rows, TaskLabels task, int least) {
    Dataset dataset =
        new Dataset(
            NAME,
            List.of(task),
            List.of(),
            rows,
            true,
            new LeakReport(List.of(), Map.of(), Map.of(), 0));
    try {
      dataset.requireTrainable(task, least);
    } catch (DatasetException e) {
      return e.getMessage();
    }
    int tests = Math.max(1, least / 5);
    for (Map.Entry<String, Long> label : dataset.counts(Split.TEST, task).entrySet()) {
      if (label.getValue() < tests) {
        return "%s: %d rows of task %s in the test split are '%s', %d are needed; add %d"
            .formatted(
                NAME,
                label.getValue(),
                task.task(),
                label.getKey(),
                tests,
                tests - label.getValue());
      }
    }
    return null;
  }

  /** The unlabelled texts whose hash comes first, so that equal inputs give equal snapshots. */
  private static List<Example> replay(
      LearningInput input, ErasedParties erased, Set<String> labelled, int most) {
    Map<String, Example> byHash = new TreeMap<>();
    for (SpecificRecord event : input.recent()) {
      @Nullable StreamText text = StreamText.of(event);
      if (text == null || text.text().isBlank() || erased.holds(text)) {
        continue;
      }
      String normal = TextNormalizer.normalize(text.text());
      if (split(text.text()) == Split.TRAIN && !labelled.contains(normal)) {
        byHash.put(
            hash(normal),
            new Example(
                text.eventId(),
                text.text(),
                Split.TRAIN,
                REPLAY,
                text.language(),
                Map.of(),
                Map.of(),
                Map.of()));
      }
    }
    return byHash.values().stream().limit(most).toList();
  }

  private static Split split(String text) {
    int bucket =
        Integer.remainderUnsigned(
            Integer.parseUnsignedInt(hash(TextNormalizer.normalize(text)).substring(0, 8), 16),
            BUCKETS);
    return bucket < TEST_BELOW ? Split.TEST : bucket < VALID_BELOW ? Split.VALID : Split.TRAIN;
  }

  private static String hash(String text) {
    try {
      return java.util.HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
