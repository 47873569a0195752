package dev.weir.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.UsageFailure;
import dev.weir.cli.show.Json;
import dev.weir.cli.show.StageView;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.evaluate.report.EvaluationJson;
import dev.weir.retrain.evaluate.report.EvaluationText;
import dev.weir.retrain.evaluate.report.HtmlReport;
import dev.weir.retrain.fraud.FraudTraining;
import dev.weir.retrain.fraud.data.PaymentFiles;
import dev.weir.retrain.fraud.data.PaymentSource;
import dev.weir.retrain.fraud.data.SimulatedPayments;
import dev.weir.retrain.fraud.train.TrainingSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir train fraud}: a fraud package from labelled payments. */
@Command(
    name = "fraud",
    header = "Train a fraud model on labelled payments.",
    mixinStandardHelpOptions = true,
    description = {
      "Trains boosted trees on the features of payments and writes a package with its card."
          + " Payments",
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

  @Option(
      names = "--out",
      required = true,
      paramLabel = "OUT",
      description = "folder of the package, such as models/NAME/VERSION")
  private Path out = Path.of("");

  @Option(
      names = "--name",
      description = "of the package (default: the name of the folder around OUT)")
  private @Nullable String name;

  @Option(
      names = "--release",
      paramLabel = "VERSION",
      description = "version of the package (default: OUT's own name)")
  private @Nullable String version;

  @Option(
      names = "--licence",
      paramLabel = "SPDX",
      description = "of the weights (default: unknown; Apache-2.0 for simulated payments)")
  private @Nullable String licence;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "rounds of boosting, at most (default: 300)")
  private int rounds = TrainingSettings.defaults().parameters().rounds();

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

  @Option(names = "--json", description = "one JSON object at the end")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (Files.exists(out)) {
      throw new UsageFailure(
          "--out %s is there already; delete it or give another folder".formatted(out));
    }
    Path folder = out.toAbsolutePath().normalize();
    Path around = folder.getParent();
    if (around == null) {
      throw new UsageFailure("--out %s: expected a folder, such as models/fraud/1".formatted(out));
    }
    FraudTraining.Order order = order(folder, around);
    FraudTraining.Result result;
    try (StageView view = new StageView(spec.commandLine().getErr())) {
      result =
          FraudTraining.run(
              order, folder, around.resolve("." + folder.getFileName() + ".training"), view);
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

  private FraudTraining.Order order(Path folder, Path around) throws IOException {
    TrainingSettings settings;
    try {
      settings =
          TrainingSettings.defaults()
              .withParameters(
                  TrainingSettings.defaults().parameters().withRounds(rounds).withSeed(seed))
              .withCandidates(search);
    } catch (IllegalArgumentException e) {
      throw new UsageFailure(String.valueOf(e.getMessage()));
    }
    String own = data == null ? "Apache-2.0" : "unknown";
    return new FraudTraining.Order(
        source(),
        testSeed == null ? null : new SimulatedPayments(testSeed, simulate),
        name != null ? name : String.valueOf(around.getFileName()),
        version != null ? version : String.valueOf(folder.getFileName()),
        licence != null ? licence : own,
        "./weir " + String.join(" ", spec.commandLine().getParseResult().originalArgs()),
        settings);
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
    if (json) {
      ModelPackage made = ModelPackage.read(folder);
      ObjectNode node = Json.object();
      node.putObject("model")
          .put("name", made.identity().name())
          .put("version", made.identity().version())
          .put("digest", made.identity().digest());
      node.put("package", made.dir().toString());
      node.put("rounds", result.rounds());
      node.set("test", EvaluationJson.of(result.evaluation()));
      to.println(node);
    } else {
      EvaluationText.lines(result.evaluation()).forEach(to::println);
      to.println("package " + folder);
    }
  }
}
