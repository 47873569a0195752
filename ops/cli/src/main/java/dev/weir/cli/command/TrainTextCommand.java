package dev.weir.cli.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.CommandFailure;
import dev.weir.cli.UsageFailure;
import dev.weir.cli.show.TrainingView;
import dev.weir.retrain.dataset.LeakPolicy;
import dev.weir.retrain.evaluate.report.EvaluationJson;
import dev.weir.retrain.evaluate.report.EvaluationText;
import dev.weir.retrain.text.TextTraining;
import dev.weir.retrain.text.export.ParityException;
import dev.weir.retrain.text.train.Recipe;
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

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "folder of a labelled data set; may be given often")
  private List<Path> data = new ArrayList<>();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "the package's folder, such as models/my-text/1; it must not exist")
  private Path out = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "of the package (default: the name of the folder around OUT)")
  private @Nullable String name;

  @Option(
      names = "--release",
      paramLabel = "VERSION",
      description = "version of the package (default: OUT's own name)")
  private @Nullable String version;

  @Option(names = "--seed", paramLabel = "N", description = "of all that is drawn (default: 1)")
  private long seed = Recipe.defaults().seed();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "passes over the texts, at most (default: 4)")
  private int epochs = Recipe.defaults().epochs();

  @Option(
      names = "--leaks",
      paramLabel = "POLICY",
      description =
          "training rows whose text the validation or test split also has: drop, refuse or keep (default: drop)")
  private LeakPolicy leaks = LeakPolicy.DROP;

  @Option(
      names = "--notes",
      paramLabel = "FILE",
      description = "Markdown for the model card: intended use, known weaknesses")
  private @Nullable Path notes;

  @Option(names = "--json", description = "one JSON object at the end")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (Files.exists(out)) {
      throw new UsageFailure(
          "--out %s is there already; delete it or give another folder".formatted(out));
    }
    TextTraining.Result result;
    try (TrainingView view = new TrainingView(spec.commandLine().getErr())) {
      result = TextTraining.run(request(), view);
    } catch (ParityException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()));
    }
    PrintWriter to = spec.commandLine().getOut();
    if (json) {
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

  private TextTraining.Request request() throws IOException {
    Path folder = out.toAbsolutePath().normalize();
    Path around = folder.getParent();
    try {
      return new TextTraining.Request(
          data,
          folder,
          name != null ? name : String.valueOf(around == null ? "text" : around.getFileName()),
          version != null ? version : String.valueOf(folder.getFileName()),
          Recipe.defaults().with(seed, epochs),
          leaks,
          "./weir " + String.join(" ", spec.commandLine().getParseResult().originalArgs()),
          notes == null ? null : Files.readString(notes));
    } catch (IllegalArgumentException e) {
      throw new UsageFailure(String.valueOf(e.getMessage()));
    }
  }

  private static String toJson(TextTraining.Result result) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode node = mapper.createObjectNode();
    node.putObject("model")
        .put("name", result.pack().identity().name())
        .put("version", result.pack().identity().version())
        .put("digest", result.pack().identity().digest());
    node.put("package", result.pack().dir().toString());
    node.put("learning_curve", result.curve().toString());
    node.put("graph_difference", result.gates().plain().largest());
    node.put("label_flips", result.gates().shipped().flips());
    var tests = node.putArray("tests");
    for (var test : result.tests()) {
      tests.add(mapper.readTree(EvaluationJson.of(test).toString()));
    }
    return mapper.writeValueAsString(node);
  }
}
