package dev.weir.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.UsageFailure;
import dev.weir.cli.model.ChosenModel;
import dev.weir.cli.show.FineTuneView;
import dev.weir.cli.show.Json;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.dataset.Dataset;
import dev.weir.retrain.dataset.Datasets;
import dev.weir.retrain.dataset.LeakPolicy;
import dev.weir.retrain.dataset.LoadOptions;
import dev.weir.retrain.dataset.snapshot.Snapshot;
import dev.weir.retrain.transformer.train.FineTuneOptions;
import dev.weir.retrain.transformer.train.FineTuned;
import dev.weir.retrain.transformer.train.Fit;
import dev.weir.retrain.transformer.train.FullFineTuning;
import dev.weir.retrain.transformer.train.HeadFineTuning;
import dev.weir.retrain.transformer.train.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir train finetune}: the next version of a text package, from labelled texts. */
@Command(
    name = "finetune",
    header = "Fine-tune a text model.",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the next version of a package: the same inputs, tokenizer and labels, weights that",
      "learned from labelled texts. All weights of a BERT, DistilBERT or RoBERTa classifier learn if",
      "model.safetensors lies beside its graph; the last layer of any classifier does with",
      "--head-only, in seconds.",
      ""
    })
final class TrainFinetuneCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--base",
      required = true,
      paramLabel = "MODEL",
      description = "package (folder or name[@version]) or Hugging Face classifier folder")
  private String base = "";

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH",
      description = "folder of a labelled data set or snapshot, or a file; may be repeated")
  private List<Path> data = new ArrayList<>();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "the new package's folder, such as models/my-text/2; it must not exist")
  private Path out = Path.of("");

  @Option(
      names = "--head-only",
      description = "learn the last layer alone; works for any classifier")
  private boolean headOnly;

  @Mixin private DataOptions columns = new DataOptions();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "of the package (default: the base's)")
  private @Nullable String name;

  @Option(
      names = "--release",
      paramLabel = "VERSION",
      description = "version of the package (default: OUT's own name)")
  private @Nullable String version;

  @Option(names = "--seed", paramLabel = "N", description = "of all that is drawn (default: 17)")
  private long seed = FineTuneOptions.defaults().seed();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "passes over the texts, at most (default: 4)")
  private int epochs = FineTuneOptions.defaults().epochs();

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "at its highest (default: 5e-5; small models bear 1e-3)")
  private float learningRate = FineTuneOptions.defaults().learningRate();

  @Option(
      names = "--freeze-embeddings",
      description = "leave the tables of tokens and positions as they are; about twice as fast")
  private boolean freezeEmbeddings;

  @Option(
      names = "--leaks",
      paramLabel = "POLICY",
      description =
          "training rows whose text the validation or test split also has: drop, refuse or keep (default: drop)")
  private LeakPolicy leaks = LeakPolicy.DROP;

  @Option(names = "--json", description = "one JSON object at the end")
  private boolean json;

  @Mixin private FolderOption folder = new FolderOption();

  @Override
  public Integer call() throws IOException {
    if (Files.exists(out)) {
      throw new UsageFailure(
          "--out %s is there already; delete it or give another folder".formatted(out));
    }
    FineTuneOptions options = options();
    ModelPackage model = ModelPackage.read(ChosenModel.of(base, folder.dir()).dir());
    Dataset rows =
        Datasets.load(
            data, columns.guess(), LoadOptions.defaults().withSeed(seed).withLeaks(leaks));
    Snapshot snapshot = Snapshot.of(rows);
    FineTuned tuned;
    try (FineTuneView view = new FineTuneView(spec.commandLine().getErr())) {
      String task = columns.task();
      tuned =
          headOnly
              ? HeadFineTuning.run(model, task == null ? "" : task, snapshot, target(model), view)
              : FullFineTuning.run(model, snapshot, options, target(model), view);
    }
    PrintWriter to = spec.commandLine().getOut();
    if (json) {
      to.println(toJson(model, tuned, snapshot));
    } else {
      to.printf(Locale.ROOT, "%-8s %s%n", "base", line(tuned.before()));
      to.printf(Locale.ROOT, "%-8s %s%n", "tuned", line(tuned.after()));
      to.printf(
          Locale.ROOT,
          "learned in %.1f s, temperature %.3f, largest difference of a score in service %.1e%n",
          tuned.seconds(),
          tuned.temperature(),
          tuned.parity());
      to.println("package " + tuned.pack().dir());
    }
    return 0;
  }

  private FineTuneOptions options() {
    try {
      FineTuneOptions options =
          FineTuneOptions.defaults()
              .withSeed(seed)
              .withEpochs(epochs)
              .withLearningRate(learningRate);
      return freezeEmbeddings ? options.withFrozenEmbeddings() : options;
    } catch (IllegalArgumentException e) {
      throw new UsageFailure(String.valueOf(e.getMessage()));
    }
  }

  private Target target(ModelPackage model) {
    Path target = out.toAbsolutePath().normalize();
    return new Target(
        name != null ? name : model.manifest().name(),
        version != null ? version : String.valueOf(target.getFileName()),
        target);
  }

  private static String line(Fit fit) {
    return String.format(
        Locale.ROOT,
        "accuracy %.4f, log loss %.4f on %d validation rows",
        fit.accuracy(),
        fit.loss(),
        fit.rows());
  }

  private static ObjectNode toJson(ModelPackage base, FineTuned tuned, Snapshot snapshot) {
    ObjectNode node = Json.object();
    node.putObject("model")
        .put("name", tuned.pack().identity().name())
        .put("version", tuned.pack().identity().version())
        .put("digest", tuned.pack().identity().digest());
    node.put("package", tuned.pack().dir().toString());
    node.put("base", base.identity().toString());
    node.put("snapshot", snapshot.hash());
    put(node.putObject("before"), tuned.before());
    put(node.putObject("after"), tuned.after());
    node.put("temperature", tuned.temperature());
    node.put("score_difference", tuned.parity());
    node.put("seconds", tuned.seconds());
    return node;
  }

  private static void put(ObjectNode node, Fit fit) {
    node.put("split", "valid");
    node.put("n", fit.rows());
    node.put("accuracy", fit.accuracy());
    node.put("log_loss", fit.loss());
  }
}
