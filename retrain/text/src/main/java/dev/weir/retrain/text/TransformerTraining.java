package dev.weir.retrain.text;

import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TextScorer;
import dev.weir.engine.feature.TextNormalizer;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.dataset.Dataset;
import dev.weir.retrain.dataset.DatasetException;
import dev.weir.retrain.dataset.Datasets;
import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.LeakPolicy;
import dev.weir.retrain.dataset.LoadOptions;
import dev.weir.retrain.dataset.Split;
import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.retrain.dataset.snapshot.Snapshot;
import dev.weir.retrain.evaluate.Evaluation;
import dev.weir.retrain.text.report.CourseListener;
import dev.weir.retrain.text.vocabulary.TokenizerJson;
import dev.weir.retrain.text.vocabulary.WordPieceLearner;
import dev.weir.retrain.transformer.export.VariantExport;
import dev.weir.retrain.transformer.export.VariantGates;
import dev.weir.retrain.transformer.train.FineTuneListener;
import dev.weir.retrain.transformer.train.FineTuneOptions;
import dev.weir.retrain.transformer.train.Target;
import dev.weir.retrain.transformer.train.TransformerRecipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The second recipe: from folders of labelled texts to a package with a small transformer that
 * learned one task or all of them from nothing. Stateless; a run is confined to one thread.
 */
public final class TransformerTraining {
  private static final String CURVE = "learning-curve.html";
  private static final int VOCABULARY = 12_000;
  private static final int LEAST_PIECE_COUNT = 3;
  private static final float LEARNING_RATE = 7e-4f;

  private TransformerTraining() {}

  /**
   * What is wanted.
   *
   * @param data folders of data sets
   * @param out the package's folder, which must not exist
   * @param name of the package
   * @param version of the package
   * @param task to learn alone; empty for all that the data has labels of
   * @param seed of everything that is drawn
   * @param epochs passes over the texts, at most
   * @param leaks what becomes of training rows that the validation or test split also has
   */
  public record Request(
      List<Path> data,
      Path out,
      String name,
      String version,
      String task,
      long seed,
      int epochs,
      LeakPolicy leaks) {
    public Request {
      data = List.copyOf(data);
    }

    /** The hidden folder beside the package that holds checkpoints and the learning curve. */
    public Path work() {
      return out.resolveSibling("." + out.getFileName() + ".training");
    }
  }

  /**
   * What came of it.
   *
   * @param pack the package
   * @param gates how its graphs compare
   * @param tests figures on the test splits, a data set each
   * @param curve the page of the learning curve
   */
  public record Result(ModelPackage pack, VariantGates gates, List<Evaluation> tests, Path curve) {
    public Result {
      tests = List.copyOf(tests);
    }
  }

  /**
   * Trains and writes a package, or goes on with a run that was cut off.
   *
   * @throws DatasetException if the data cannot teach a model
   * @throws dev.weir.retrain.transformer.error.FineTuneException if a graph does not hold
   * @throws IOException if something cannot be read or written
   */
  public static Result run(Request request, FineTuneListener listener) throws IOException {
    TextTraining.setUpPyTorch();
    listener.stage("reading data");
    Dataset dataset = Datasets.load(request.data, LoadOptions.defaults().withLeaks(request.leaks));
    List<TaskLabels> tasks = tasks(dataset, request.task);
    Snapshot snapshot = Snapshot.of(dataset);
    Path work = request.work().resolve(key(request, snapshot, tasks));
    Files.createDirectories(work);
    Path curve = work.resolve(CURVE);
    Path trained = work.resolve("trained");
    if (!Files.exists(trained)) {
      train(request, snapshot, tasks, trained, CourseListener.of(listener, request.name, curve));
    }
    listener.stage("checking the graphs");
    List<String> texts =
        dataset.in(Split.VALID).stream()
            .filter(example -> isLabelled(example, tasks))
            .map(Example::text)
            .toList();
    VariantExport.Written written =
        VariantExport.write(ModelPackage.read(trained), texts, request.out);
    listener.stage("measuring on the test splits");
    forget(work);
    try (TextScorer scorer =
        TextScorer.open(request.out, ScorerOptions.defaults().withUnsigned())) {
      return new Result(
          written.pack(),
          written.gates(),
          TextTraining.tests(request.data, dataset, scorer),
          curve);
    }
  }

  private static void train(
      Request request,
      Snapshot snapshot,
      List<TaskLabels> tasks,
      Path trained,
      FineTuneListener listener)
      throws IOException {
    listener.stage("learning a vocabulary");
    List<String> vocabulary =
        WordPieceLearner.learn(
            snapshot.dataset().in(Split.TRAIN).stream()
                .filter(example -> isLabelled(example, tasks))
                .map(example -> TextNormalizer.normalize(example.text()))
                .toList(),
            TokenizerJson.FRAME_SPECIALS,
            VOCABULARY,
            LEAST_PIECE_COUNT);
    TransformerRecipe.defaults()
        .run(
            TokenizerJson.framed(vocabulary),
            tasks,
            snapshot,
            FineTuneOptions.defaults()
                .withSeed(request.seed)
                .withEpochs(request.epochs)
                .withLearningRate(LEARNING_RATE),
            new Target(request.name, request.version, trained),
            trained.resolveSibling("untrained"),
            listener);
  }

  /** Another run in the same place neither takes this one's state up nor is taken for it. */
  private static String key(Request request, Snapshot snapshot, List<TaskLabels> tasks) {
    String content = snapshot.hash() + tasks + request.seed + " " + request.epochs;
    return UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** Leaves the learning curve alone. */
  private static void forget(Path work) throws IOException {
    try (Stream<Path> files = Files.walk(work)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(work) && !file.getFileName().toString().equals(CURVE)) {
          Files.delete(file);
        }
      }
    }
  }

  private static boolean isLabelled(Example example, List<TaskLabels> tasks) {
    return tasks.stream().anyMatch(task -> example.label(task) != null);
  }

  private static List<TaskLabels> tasks(Dataset dataset, String name) {
    List<TaskLabels> tasks =
        TaskLabels.inOrder(dataset.tasks()).stream()
            .filter(task -> name.isEmpty() || task.task().equals(name))
            .toList();
    if (tasks.isEmpty()) {
      throw new DatasetException(
          DatasetException.Problem.LABELS_DIFFER,
          "the data has labels of %s%s"
              .formatted(
                  dataset.tasks().isEmpty() ? "no task" : dataset.tasks(),
                  name.isEmpty() ? "" : ", not of " + name + ": name one of them with --task"));
    }
    return tasks;
  }
}
