package dev.weir.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.UsageFailure;
import dev.weir.cli.show.StageView;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.evaluate.report.EvaluationJson;
import dev.weir.retrain.evaluate.report.EvaluationText;
import dev.weir.retrain.evaluate.report.HtmlReport;
import dev.weir.retrain.fraud.FraudTraining;
import dev.weir.retrain.fraud.data.PaymentFiles;
import dev.weir.retrain.fraud.data.PaymentSource;
import dev.weir.retrain.fraud.data.SimulatedPayments;
import dev.weir.retrain.fraud.net.NetParameters;
import dev.weir.retrain.fraud.train.Recipe;
import dev.weir.retrain.fraud.train.TrainingSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir train fraud}: a fraud package from labelled payments. */
@Command(
    name = "fraud",
    header = "Train a fraud model on labelled payments.",
    mixinStandardHelpOptions = true,
    description = {
      "Trains boosted trees, or a small network, on the features of payments and writes a package"
          + " with its card. Payments",
      "are files in the layout of the Fraud Detection Handbook (CSV, also .gz), JSON Lines as",
      "`weir simulate transactions` writes them with their truth, or simulated on the spot. They"
          + " are",
      "cut by time: the first month only makes histories, then come a part to train on, one to"
          + " stop",
      "and calibrate by, and one to test on. A killed training goes on when the same command runs.",
      ""
    })
public final class TrainFraudCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--data", paramLabel = "PATH", description = "file or folder of payments")
  private @Nullable Path data;

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description = "what is true of payments in JSON Lines, by event id")
  private @Nullable Path truth;

  @Option(
      names = "--simulate",
      paramLabel = "DAYS",
      description = "train on so many simulated days instead of --data")
  private int simulate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of the simulated payments and the trees (default: 1)")
  private long seed = 1;

  @Option(
      names = "--test-seed",
      paramLabel = "N",
      description = "test on simulated days of this other seed")
  private @Nullable Long testSeed;

  @Mixin private PackageOptions pack = new PackageOptions();

  @Option(
      names = "--licence",
      paramLabel = "SPDX",
      description = "of the weights (default: unknown; Apache-2.0 for simulated payments)")
  private @Nullable String licence;

  @Option(
      names = "--recipe",
      paramLabel = "NAME",
      description = "trees, or mlp: a small network, which a GPU can train (default: trees)")
  private String recipe = Recipe.TREES.id();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "rounds of boosting, at most (default: 300)")
  private int rounds = TrainingSettings.defaults().parameters().rounds();

  @Option(
      names = "--monotone",
      description = "hold columns of known direction to it: more known fraud is never less risk")
  private boolean monotone;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "epochs of the network, at most (default: 30)")
  private int epochs = NetParameters.defaults().epochs();

  @Option(
      names = "--search",
      paramLabel = "N",
      description = "try N sets of hyper-parameters on folds of the training part (default: 0)")
  private int search;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "also write a page with plots, as one HTML file")
  private @Nullable Path report;

  @Override
  public Integer call() throws IOException {
    Path folder = pack.folder();
    FraudTraining.Order order = order();
    FraudTraining.Result result;
    try (StageView view = new StageView(spec.commandLine().getErr())) {
      result =
          FraudTraining.run(
              order, folder, folder.resolveSibling("." + folder.getFileName() + ".training"), view);
    }
    if (report != null) {
      HtmlReport.write(result.evaluation(), report);
      Files.writeString(
          report,
          Files.readString(report)
              .replace(
                  "</main>",
                  "</main>\n<section><h2>Learning curve</h2>\n"
                      + result.learningCurve()
                      + "</section>"),
          StandardCharsets.UTF_8);
    }
    answer(result, folder);
    return 0;
  }

  private FraudTraining.Order order() throws IOException {
    TrainingSettings settings;
    try {
      settings = settings();
    } catch (IllegalArgumentException e) {
      throw new UsageFailure(String.valueOf(e.getMessage()));
    }
    String own = data == null ? "Apache-2.0" : "unknown";
    return new FraudTraining.Order(
        source(),
        testSeed == null ? null : new SimulatedPayments(testSeed, simulate),
        pack.name(),
        pack.version(),
        licence != null ? licence : own,
        PackageOptions.command(spec),
        settings);
  }

  private TrainingSettings settings() {
    TrainingSettings defaults = TrainingSettings.defaults();
    return switch (Recipe.of(recipe)) {
      case TREES ->
          defaults
              .withParameters(
                  defaults.parameters().withRounds(rounds).withMonotone(monotone).withSeed(seed))
              .withCandidates(search);
      case MLP -> defaults.withNet(NetParameters.defaults().withEpochs(epochs).withSeed(seed));
    };
  }

  private PaymentSource source() throws IOException {
    if ((data == null) == (simulate == 0)) {
      throw new UsageFailure("give either --data PATH or --simulate DAYS");
    }
    if (data != null) {
      if (testSeed != null) {
        throw new UsageFailure("--test-seed goes with --simulate only");
      }
      return PaymentFiles.of(data, truth);
    }
    if (simulate < 1 || simulate > 3_650) {
      throw new UsageFailure("--simulate: expected 1 to 3650 days, got " + simulate);
    }
    return new SimulatedPayments(seed, simulate);
  }

  private void answer(FraudTraining.Result result, Path folder) {
    PrintWriter to = spec.commandLine().getOut();
    if (pack.json()) {
      ModelPackage made = ModelPackage.read(folder);
      ObjectNode node = PackageOptions.answer(made.identity(), made.dir());
      node.put("recipe", recipe);
      node.put("best", result.length());
      node.set("test", EvaluationJson.of(result.evaluation()));
      to.println(node);
    } else {
      EvaluationText.lines(result.evaluation()).forEach(to::println);
      to.println("package " + folder);
    }
  }
}
