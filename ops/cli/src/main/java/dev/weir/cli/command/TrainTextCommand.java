package dev.weir.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.CommandFailure;
import dev.weir.cli.UsageFailure;
import dev.weir.cli.show.TrainingView;
import dev.weir.retrain.evaluate.report.EvaluationJson;
import dev.weir.retrain.evaluate.report.EvaluationText;
import dev.weir.retrain.text.TextTraining;
import dev.weir.retrain.text.TransformerTraining;
import dev.weir.retrain.text.export.ParityException;
import dev.weir.retrain.text.train.Recipe;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir train text}: a text model package from folders of labelled texts. */
@Command(
    name = "text",
    header = "Train a text model.",
    mixinStandardHelpOptions = true,
    description = {
      "Learns sentiment, spam and abuse, whichever the data has labels of, and writes a model",
      "package: tokenizer, graph, calibration, card. Checkpoints and the learning curve stand in a",
      "hidden folder beside it; a run that was cut off goes on when the command is given again.",
      ""
    })
final class TrainTextCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private TextDataOptions texts = new TextDataOptions();

  @Mixin private PackageOptions pack = new PackageOptions();

  @Option(
      names = "--recipe",
      paramLabel = "RECIPE",
      description = "convolution, as shipped, or transformer, slower (default: convolution)")
  private TextRecipe recipe = TextRecipe.CONVOLUTION;

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description =
          "the one task that a transformer learns (default: all that the data has labels of)")
  private String task = "";

  @Option(names = "--seed", paramLabel = "N", description = "of all that is drawn (default: 1)")
  private long seed = Recipe.defaults().seed();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "passes over the texts, at most (default: 4)")
  private int epochs = Recipe.defaults().epochs();

  @Option(
      names = "--notes",
      paramLabel = "FILE",
      description = "Markdown for the model card: intended use, known weaknesses")
  private @Nullable Path notes;

  @Override
  public Integer call() throws IOException {
    if (recipe == TextRecipe.TRANSFORMER) {
      TransformerAnswer.train(transformer(), spec, pack.json());
      return 0;
    }
    if (!task.isEmpty()) {
      throw new UsageFailure(
          "--task goes with --recipe transformer; a convolution learns all tasks");
    }
    TextTraining.Result result;
    try (TrainingView view = new TrainingView(spec.commandLine().getErr())) {
      result = TextTraining.run(request(), view);
    } catch (ParityException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()));
    }
    PrintWriter to = spec.commandLine().getOut();
    if (pack.json()) {
      to.println(toJson(result));
    } else {
      result.tests().forEach(test -> EvaluationText.lines(test).forEach(to::println));
      to.printf(
          Locale.ROOT,
          "graph: largest difference to the network %.1e; shipped graph turns %.2f %% of the labels%n",
          result.gates().plain().largest(),
          100 * result.gates().shipped().flips());
      to.println("learning curve " + result.curve());
      to.println("package " + result.pack().dir());
    }
    return 0;
  }

  private TransformerTraining.Request transformer() throws IOException {
    TextTraining.Request wanted = request();
    return new TransformerTraining.Request(
        wanted.data(),
        wanted.out(),
        wanted.name(),
        wanted.version(),
        task,
        seed,
        epochs,
        wanted.leaks());
  }

  private TextTraining.Request request() throws IOException {
    try {
      return new TextTraining.Request(
          texts.data(),
          pack.folder(),
          pack.name(),
          pack.version(),
          Recipe.defaults().with(seed, epochs),
          texts.leaks(),
          PackageOptions.command(spec),
          notes == null ? null : Files.readString(notes));
    } catch (IllegalArgumentException e) {
      throw new UsageFailure(String.valueOf(e.getMessage()));
    }
  }

  private static ObjectNode toJson(TextTraining.Result result) {
    ObjectNode node = PackageOptions.answer(result.pack().identity(), result.pack().dir());
    node.put("learning_curve", result.curve().toString());
    node.put("graph_difference", result.gates().plain().largest());
    node.put("label_flips", result.gates().shipped().flips());
    var tests = node.putArray("tests");
    for (var test : result.tests()) {
      tests.add(EvaluationJson.of(test));
    }
    return node;
  }
}
