package dev.weir.retrain.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TextScorer;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.dataset.DataSource;
import dev.weir.retrain.dataset.Dataset;
import dev.weir.retrain.dataset.Datasets;
import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.LeakPolicy;
import dev.weir.retrain.dataset.LoadOptions;
import dev.weir.retrain.dataset.Split;
import dev.weir.retrain.dataset.snapshot.Snapshot;
import dev.weir.retrain.evaluate.Evaluation;
import dev.weir.retrain.evaluate.metric.Bootstrap;
import dev.weir.retrain.evaluate.metric.Interval;
import dev.weir.retrain.evaluate.text.TextEvaluation;
import dev.weir.retrain.text.data.TrainingData;
import dev.weir.retrain.text.export.Parity;
import dev.weir.retrain.text.export.TextPackage;
import dev.weir.retrain.text.report.LearningCurve;
import dev.weir.retrain.text.report.ModelCard;
import dev.weir.retrain.text.train.Progress;
import dev.weir.retrain.text.train.Recipe;
import dev.weir.retrain.text.train.TrainedText;
import dev.weir.retrain.text.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * From folders of labelled texts to a model package: load, train, check the graphs, calibrate,
 * measure on the test splits, write. Stateless; a run is confined to one thread.
 */
public final class TextTraining {
  private TextTraining() {}

  /**
   * What is wanted.
   *
   * @param data folders of data sets
   * @param out the package's folder, which must not exist
   * @param name of the package
   * @param version of the package
   * @param recipe its numbers
   * @param leaks what becomes of training rows that the validation or test split also has
   * @param command that asked, for the card
   * @param notes for the card; null for none
   */
  public record Request(
      List<Path> data,
      Path out,
      String name,
      String version,
      Recipe recipe,
      LeakPolicy leaks,
      String command,
      @Nullable String notes) {
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
   * @param gates how the graphs compare
   * @param tests figures on the test splits, a data set each
   * @param curve the page of the learning curve
   */
  public record Result(
      ModelPackage pack, TextPackage.Gates gates, List<Evaluation> tests, Path curve) {
    public Result {
      tests = List.copyOf(tests);
    }
  }

  /**
   * Trains and writes a package, or goes on with a run that was cut off.
   *
   * @throws dev.weir.retrain.dataset.DatasetException if the data cannot teach a model
   * @throws dev.weir.retrain.text.export.ParityException if a graph does not say what the network
   *     says
   * @throws IOException if something cannot be read or written
   */
  public static Result run(Request request, Progress progress) throws IOException {
    setUpPyTorch();
    Path work = request.work();
    Files.createDirectories(work);
    progress.stage("reading data");
    Dataset dataset = Datasets.load(request.data, LoadOptions.defaults().withLeaks(request.leaks));
    String snapshot = Snapshot.of(dataset).hash();
    TrainedText trained =
        TrainingRun.run(TrainingData.of(dataset), snapshot, request.recipe, work, progress);
    Path curve = work.resolve("learning-curve.html");
    String id = request.name + " " + request.version;
    Files.writeString(curve, LearningCurve.html(id, trained.history()));
    progress.stage("checking the graphs");
    TextPackage.Gates gates = TextPackage.check(trained, work);
    progress.stage("measuring on the test splits");
    List<Evaluation> tests = tests(request, trained, work, dataset);
    progress.stage("writing the package");
    String licence = licence(dataset);
    String card =
        ModelCard.markdown(
            new ModelCard.Content(
                id,
                licence,
                request.command,
                network(trained),
                dataset,
                snapshot,
                tests,
                request.notes));
    ModelPackage pack =
        TextPackage.write(
            trained,
            new TextPackage.Words(
                request.name,
                request.version,
                licence,
                card,
                provenance(request, trained, dataset, snapshot),
                metrics(gates, tests)),
            dataset,
            work,
            request.out);
    TrainingRun.forget(work);
    return new Result(pack, gates, tests, curve);
  }

  /** PyTorch reads these once, when it is loaded; who sets them on the command line wins. */
  static void setUpPyTorch() {
    Map.of(
            "ai.djl.offline", "true",
            "ai.djl.pytorch.num_threads", "1",
            "ai.djl.pytorch.num_interop_threads", "1")
        .forEach(
            (key, value) -> {
              if (System.getProperty(key) == null) {
                System.setProperty(key, value);
              }
            });
  }

  private static List<Evaluation> tests(
      Request request, TrainedText trained, Path work, Dataset dataset) throws IOException {
    Path draft = TextPackage.writeDraft(trained, work);
    try (TextScorer scorer = TextScorer.open(draft, ScorerOptions.defaults().withUnsigned())) {
      return tests(request.data, dataset, scorer);
    }
  }

  /** Figures on the test split of each folder that has one. */
  static List<Evaluation> tests(List<Path> data, Dataset dataset, TextScorer scorer)
      throws IOException {
    List<Evaluation> tests = new ArrayList<>();
    Set<String> tested =
        dataset.in(Split.TEST).stream().map(Example::source).collect(Collectors.toSet());
    for (Path path : data) {
      if (!tested.contains(String.valueOf(path.getFileName()))) {
        continue;
      }
      Dataset test =
          Datasets.load(List.of(path), LoadOptions.defaults().only(EnumSet.of(Split.TEST)));
      if (enough(test)) {
        TextEvaluation.Options options =
            new TextEvaluation.Options(null, false, 17, Bootstrap.DEFAULT);
        tests.add(TextEvaluation.run(scorer, test, Split.TEST.id(), options, done -> {}));
      }
    }
    return tests;
  }

  private static boolean enough(Dataset test) {
    return test.tasks().stream()
        .allMatch(
            task ->
                test.counts(Split.TEST, task).values().stream().mapToLong(Long::longValue).sum()
                    >= TextEvaluation.LEAST_ROWS);
  }

  private static String licence(Dataset dataset) {
    boolean ships = dataset.sources().stream().allMatch(DataSource::weightsMayShip);
    return ships ? "Apache-2.0" : "unknown";
  }

  private static String network(TrainedText trained) {
    return """
        A one-layer convolution over the tokens of an own WordPiece vocabulary (%d pieces, %d
        filters) beside two bags of hashed n-grams (2^18 rows of %d), with one head for each task.
        The convolution is folded into the embeddings; tables hold eight-bit weights with a scale
        a row, activations are fp32. Probabilities are calibrated on the validation splits."""
        .formatted(
            trained.net().shape().vocabulary(),
            trained.recipe().filters(),
            trained.recipe().tableWidth());
  }

  private static ObjectNode provenance(
      Request request, TrainedText trained, Dataset dataset, String snapshot) {
    ObjectNode origin = JsonNodeFactory.instance.objectNode();
    origin.put("trained", true);
    origin.put("command", request.command);
    origin.put("snapshot", snapshot);
    origin.put("seed", trained.recipe().seed());
    origin.put("recipe", trained.recipe().toString());
    origin.put("run", trained.key());
    ArrayNode sets = origin.putArray("data");
    for (DataSource source : dataset.sources()) {
      sets.addObject()
          .put("name", source.name())
          .put("licence", source.licence())
          .put("weights_may_ship", source.weightsMayShip());
    }
    return origin;
  }

  private static ObjectNode metrics(TextPackage.Gates gates, List<Evaluation> tests) {
    ObjectNode metrics = JsonNodeFactory.instance.objectNode();
    ObjectNode export = metrics.putObject("export");
    put(gates.plain(), export.putObject("fp32_graph_against_network"));
    put(gates.shipped(), export.putObject("shipped_graph_against_fp32"));
    ObjectNode test = metrics.putObject("test");
    for (Evaluation evaluation : tests) {
      ObjectNode set = test.putObject(evaluation.data());
      evaluation
          .results()
          .forEach(
              result -> {
                ObjectNode task = set.putObject(result.task().task()).put("n", result.n());
                new TreeMap<>(result.metrics())
                    .forEach(
                        (name, value) -> {
                          task.put(name, value);
                          Interval interval = result.intervals().get(name);
                          if (interval != null) {
                            task.putArray(name + "_95").add(interval.low()).add(interval.high());
                          }
                        });
              });
    }
    return metrics;
  }

  private static void put(Parity parity, ObjectNode node) {
    node.put("texts", parity.texts());
    node.put("largest_difference", parity.largest());
    node.put("label_flips", parity.flips());
  }
}
