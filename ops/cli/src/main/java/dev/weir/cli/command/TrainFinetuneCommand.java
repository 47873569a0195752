package dev.weir.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.UsageFailure;
import dev.weir.cli.model.ChosenModel;
import dev.weir.cli.show.FineTuneView;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.dataset.Dataset;
import dev.weir.retrain.dataset.Datasets;
import dev.weir.retrain.dataset.LoadOptions;
import dev.weir.retrain.dataset.snapshot.Snapshot;
import dev.weir.retrain.transformer.train.ConvFineTuning;
import dev.weir.retrain.transformer.train.FineTuneOptions;
import dev.weir.retrain.transformer.train.FineTuned;
import dev.weir.retrain.transformer.train.Fit;
import dev.weir.retrain.transformer.train.FullFineTuning;
import dev.weir.retrain.transformer.train.HeadFineTuning;
import dev.weir.retrain.transformer.train.LearnedTask;
import dev.weir.retrain.transformer.train.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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
      "learned from labelled texts. All weights of weir-text learn, and those of a BERT, DistilBERT",
      "or RoBERTa classifier if model.safetensors lies beside its graph; the last layer of any",
      "classifier does with --head-only, in seconds.",
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

  @Mixin private TextDataOptions texts = new TextDataOptions();

  @Mixin private PackageOptions pack = new PackageOptions();

  @Option(
      names = "--head-only",
      description = "learn the last layer of each task alone; works for any classifier")
  private boolean headOnly;

  @Mixin private DataOptions columns = new DataOptions();

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
      description = "at its highest (default: 5e-5 for a transformer, 1e-3 for weir-text)")
  private @Nullable Float learningRate;

  @Option(
      names = "--freeze-embeddings",
      description = "leave the tables of tokens and positions as they are; about twice as fast")
  private boolean freezeEmbeddings;

  @Mixin private FolderOption folder = new FolderOption();

  @Override
  public Integer call() throws IOException {
    Path target = pack.folder();
    ModelPackage model = ModelPackage.read(ChosenModel.of(base, folder.dir()).dir());
    FineTuneOptions options = options(model);
    Dataset rows =
        Datasets.load(
            texts.data(),
            columns.guess(),
            LoadOptions.defaults().withSeed(seed).withLeaks(texts.leaks()));
    Snapshot snapshot = Snapshot.of(rows);
    FineTuned tuned;
    try (FineTuneView view = new FineTuneView(spec.commandLine().getErr())) {
      tuned = learn(model, snapshot, options, target(model, target), view);
    }
    PrintWriter to = spec.commandLine().getOut();
    if (pack.json()) {
      to.println(toJson(model, tuned, snapshot));
      return 0;
    }
    for (LearnedTask task : tuned.tasks()) {
      to.printf(Locale.ROOT, "%-10s base   %s%n", task.name(), line(task.before()));
      to.printf(
          Locale.ROOT,
          "%-10s tuned  %s, temperature %.3f%n",
          task.name(),
          line(task.after()),
          task.temperature());
    }
    to.printf(
        Locale.ROOT,
        "learned in %.1f s, largest difference of a score in service %.1e%n",
        tuned.seconds(),
        tuned.parity());
    to.println("package " + tuned.pack().dir());
    return 0;
  }

  private FineTuned learn(
      ModelPackage model,
      Snapshot snapshot,
      FineTuneOptions options,
      Target target,
      FineTuneView view)
      throws IOException {
    if (headOnly) {
      String task = columns.task();
      return HeadFineTuning.run(model, task == null ? "" : task, snapshot, target, view);
    }
    return ConvFineTuning.takes(model)
        ? ConvFineTuning.run(model, snapshot, options, target, view)
        : FullFineTuning.run(model, snapshot, options, target, view);
  }

  private FineTuneOptions options(ModelPackage model) throws IOException {
    float usual =
        ConvFineTuning.takes(model)
            ? ConvFineTuning.LEARNING_RATE
            : FineTuneOptions.defaults().learningRate();
    try {
      FineTuneOptions options =
          FineTuneOptions.defaults()
              .withSeed(seed)
              .withEpochs(epochs)
              .withLearningRate(learningRate == null ? usual : learningRate);
      return freezeEmbeddings ? options.withFrozenEmbeddings() : options;
    } catch (IllegalArgumentException e) {
      throw new UsageFailure(String.valueOf(e.getMessage()));
    }
  }

  private Target target(ModelPackage model, Path folder) {
    return new Target(pack.name(model.manifest().name()), pack.version(), folder);
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
    ObjectNode node = PackageOptions.answer(tuned.pack().identity(), tuned.pack().dir());
    node.put("base", base.identity().toString());
    node.put("snapshot", snapshot.hash());
    ObjectNode tasks = node.putObject("tasks");
    for (LearnedTask task : tuned.tasks()) {
      ObjectNode one = tasks.putObject(task.name());
      put(one.putObject("before"), task.before());
      put(one.putObject("after"), task.after());
      one.put("temperature", task.temperature());
    }
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
