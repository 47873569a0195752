package dev.weir.retrain.learning.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.engine.TaskSpec;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.PackageCheck;
import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.Split;
import dev.weir.retrain.learning.LearningInput;
import dev.weir.retrain.learning.SimulatedLabels;
import dev.weir.retrain.learning.gate.GateLine;
import dev.weir.retrain.learning.gate.GateResult;
import dev.weir.retrain.learning.gate.PromotionPolicy;
import dev.weir.retrain.learning.snapshot.Intake;
import dev.weir.retrain.learning.snapshot.TextSnapshot;
import dev.weir.retrain.learning.text.TextLearner;
import dev.weir.retrain.transformer.train.FineTuneListener;
import dev.weir.schemas.CommentPosted;
import dev.weir.schemas.DriftSubject;
import dev.weir.schemas.LabelledExample;
import dev.weir.scoring.drift.DriftReference;
import dev.weir.scoring.drift.DriftReferenceJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningRunTest {
  private static final Path MODEL = Path.of("../../models/weir-text/1.0.0");
  private static LearningInput labels = new LearningInput(List.of(), List.of(), List.of());

  @TempDir Path home;

  @BeforeAll
  static void label() {
    labels =
        new LearningInput(
            SimulatedLabels.of(900, 1), List.of(), SimulatedLabels.unlabelled(400, 2));
  }

  @Test
  void run_labelsOfWhatTheModelGetsWrong_releasesABetterOne() throws IOException {
    FolderReleases releases = new FolderReleases(home.resolve("store"));

    LearningRun.Outcome outcome = run(labels, releases);

    assertThat(outcome.record().reason()).isEqualTo("announced as shadow");
    assertThat(outcome.record().state()).isEqualTo(RunState.RELEASED);
    assertThat(releases.announced).containsExactly("weir-text@1.1.0");
    assertThat(PackageCheck.of(home.resolve("store/weir-text/1.1.0")).sound()).isTrue();
    assertThat(outcome.folder().report()).content().contains("weir-text");
    GateLine memory =
        outcome.folder().read("gates.json", GateResult.class).lines().stream()
            .filter(line -> line.gate().equals("memory"))
            .findFirst()
            .orElseThrow();
    // the graph alone has 16 million bytes, and they are not all
    assertThat(memory.challenger()).isBetween(32.0, 1_000.0);
    assertThat(memory.passed()).isTrue();
    DriftReference reference =
        DriftReferenceJson.read(
            Files.readAllBytes(home.resolve("store/weir-text/1.1.0").resolve(DriftReference.FILE)));
    assertThat(reference.known().keySet())
        .containsExactlyInAnyOrder(DriftSubject.SPAM_SCORES, DriftSubject.ABUSE_SCORES);
    // rows that it learned from show what texts are like, and nothing of its scores
    assertThat(reference.slice(DriftSubject.SPAM_SCORES, "all").records())
        .isLessThan(reference.slice(DriftSubject.TEXT_INPUT, "all").records() / 2);
  }

  @Test
  void run_topicAwayWhenItIsAnnounced_announcesOnceAndThenKeepsNoText() throws IOException {
    FolderReleases releases = new FolderReleases(home.resolve("store"));
    releases.away = true;
    assertThatThrownBy(() -> run(labels, releases)).hasMessageContaining("away");
    assertThat(textsIn(home)).as("rows are kept while the run goes on").isNotEmpty();

    releases.away = false;
    LearningRun.Outcome outcome = run(new LearningInput(List.of(), List.of(), List.of()), releases);

    assertThat(outcome.record().state()).isEqualTo(RunState.RELEASED);
    assertThat(releases.announced).containsExactly("weir-text@1.1.0");
    assertThat(new RunLedger(home.resolve("runs")).list()).hasSize(1);
    assertThat(textsIn(home)).isEmpty();
    // those of a process that was killed before it deleted them go when the next run begins
    Path rows = Files.writeString(outcome.folder().snapshot().resolve("rows.jsonl.gz"), "left");
    run(new LearningInput(List.of(), List.of(), List.of()), releases);
    assertThat(rows).doesNotExist();
  }

  /** Files below a folder with a text that somebody labelled, or that is replayed, in them. */
  private static List<Path> textsIn(Path folder) throws IOException {
    Set<String> texts =
        Stream.concat(
                labels.examples().stream().map(LabelledExample::getEvent), labels.recent().stream())
            .map(event -> ((CommentPosted) event).getText())
            .filter(text -> text.length() > 40)
            .collect(Collectors.toSet());
    assertThat(texts).hasSizeGreaterThan(100);
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        try (InputStream in = Files.newInputStream(file)) {
          boolean packed = file.toString().endsWith(".gz");
          String content =
              new String((packed ? new GZIPInputStream(in) : in).readAllBytes(), UTF_8);
          if (texts.stream().anyMatch(content::contains)) {
            found.add(file);
          }
        }
      }
    }
    return found;
  }

  @Test
  void run_wrongLabels_rejectsAndTheStoreHasNothingNew() throws IOException {
    FolderReleases releases = new FolderReleases(home.resolve("store"));
    // what trains is wrong, what tests is right: a poisoned batch that the guard did not see
    LearningRun.Outcome outcome =
        run(new LearningInput(poisoned(labels.examples()), List.of(), labels.recent()), releases);

    assertThat(outcome.record().state()).isEqualTo(RunState.REJECTED);
    assertThat(outcome.record().reason()).contains("quality (spam: macro_f1");
    assertThat(releases.announced).isEmpty();
    assertThat(home.resolve("store")).doesNotExist();
  }

  @Test
  void run_noLabels_saysSo() throws IOException {
    LearningRun.Outcome outcome =
        run(
            new LearningInput(List.of(), List.of(), List.of()),
            new FolderReleases(home.resolve("store")));

    assertThat(outcome.record().state()).isEqualTo(RunState.NOTHING_TO_LEARN);
    assertThat(outcome.record().reason()).isEqualTo("nobody has labelled anything yet");
    assertThat(outcome.folder().report()).exists();
  }

  @Test
  void run_oneClass_saysWhichIsMissing() throws IOException {
    LearningRun.Outcome outcome =
        run(
            new LearningInput(
                labels.examples().stream()
                    .filter(
                        example ->
                            example.getLabels().stream()
                                .noneMatch(
                                    label -> List.of("spam", "abusive").contains(label.getLabel())))
                    .toList(),
                List.of(),
                List.of()),
            new FolderReleases(home.resolve("store")));

    assertThat(outcome.record().state()).isEqualTo(RunState.NOTHING_TO_LEARN);
    assertThat(outcome.record().reason())
        .contains("all", "rows of task spam", "are 'ham'", "needs rows of spam");
  }

  @Test
  void run_anotherModelIsLiveNow_givesTheOldRunUp() throws IOException {
    RunLedger ledger = new RunLedger(home.resolve("runs"));
    RunFolder old = ledger.next("weir-text", Instant.parse("2026-01-01T00:00:00Z"));
    old.record(
        new RunRecord(
            "old", "weir-text", "0".repeat(64), "0.9.0", "0.10.0", 1, "", RunState.SNAPSHOT, ""));

    run(
        new LearningInput(List.of(), List.of(), List.of()),
        new FolderReleases(home.resolve("store")));

    assertThat(old.record().state()).isEqualTo(RunState.ABANDONED);
    assertThat(old.record().reason()).contains("weir-text@1.0.0 is live now");
    assertThat(ledger.list()).hasSize(2);
  }

  @Test
  void lease_heldByAnother_isNotTaken() throws IOException {
    Lease first = Lease.tryTake(home);
    assertThat(Lease.tryTake(home)).isNull();
    if (first != null) {
      first.close();
    }
    assertThat(Lease.tryTake(home)).isNotNull();
  }

  @Test
  void intake_ofALeftOutExample_saysWhy() throws IOException {
    LearningRun.Outcome outcome =
        run(
            new LearningInput(
                labels.examples().stream()
                    .limit(20)
                    .map(example -> LabelledExample.newBuilder(example).setEvent(null).build())
                    .toList(),
                List.of(),
                List.of()),
            new FolderReleases(home.resolve("store")));

    assertThat(outcome.record().reason())
        .isEqualTo("none of 20 labelled examples can be used: {" + Intake.ERASED + "=20}");
  }

  private LearningRun.Outcome run(LearningInput input, Releases releases) throws IOException {
    return LearningRun.run(
        new LearningRun.Order(
            home.resolve("runs"),
            new TextLearner(
                ModelPackage.read(MODEL),
                () -> input,
                PromotionPolicy.defaults(),
                FineTuneListener.NONE),
            PromotionPolicy.defaults(),
            releases,
            17,
            Instant.parse("2026-03-02T00:00:00Z")),
        stage -> {});
  }

  /** The examples with the labels of spam turned where a run trains, not where it tests. */
  private static List<LabelledExample> poisoned(List<LabelledExample> examples) {
    List<TaskSpec> tasks =
        ModelPackage.read(MODEL).manifest().heads().stream().map(head -> head.task()).toList();
    Set<String> tested =
        TextSnapshot.of(
                new LearningInput(examples, List.of(), List.of()),
                new TextSnapshot.Settings(tasks, 10, Duration.ofDays(1), 0),
                rows -> rows)
            .snapshot()
            .dataset()
            .in(Split.TEST)
            .stream()
            .map(Example::id)
            .collect(Collectors.toSet());
    List<LabelledExample> flipped = SimulatedLabels.flipped(examples);
    return IntStream.range(0, examples.size())
        .mapToObj(
            i -> tested.contains(examples.get(i).getEventId()) ? examples.get(i) : flipped.get(i))
        .toList();
  }
}
