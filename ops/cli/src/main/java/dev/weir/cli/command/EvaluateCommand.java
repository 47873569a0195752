package dev.weir.cli.command;

import dev.weir.cli.UsageFailure;
import dev.weir.cli.evaluate.HandbookRun;
import dev.weir.cli.evaluate.PaymentRun;
import dev.weir.cli.evaluate.TextRun;
import dev.weir.cli.model.ChosenModel;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.dataset.Datasets;
import dev.weir.retrain.dataset.LeakPolicy;
import dev.weir.retrain.dataset.LoadOptions;
import dev.weir.retrain.dataset.Split;
import dev.weir.retrain.evaluate.Evaluation;
import dev.weir.retrain.evaluate.metric.Bootstrap;
import dev.weir.retrain.evaluate.report.EvaluationJson;
import dev.weir.retrain.evaluate.report.EvaluationText;
import dev.weir.retrain.evaluate.report.HtmlReport;
import dev.weir.retrain.evaluate.text.TextEvaluation;
import dev.weir.retrain.fraud.train.Recipe;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir evaluate}: how good a model is on labelled data, by the engine that serves it. */
@Command(
    name = "evaluate",
    header = "Measure a model on labelled data.",
    mixinStandardHelpOptions = true,
    description = {
      "Measures a model on labelled data (CSV, TSV or JSON Lines, also with .gz): accuracy, F1,",
      "ROC-AUC, average precision, calibration error and confusion, with bootstrap intervals, per",
      "class and per slice. A folder has a file for each split (train, valid, test) or a single one;",
      "what its columns mean is told from them, from dataset.yaml beside them, or by options. A fraud",
      "model is measured on payments: the Fraud Detection Handbook's files, or JSON Lines and --truth.",
      ""
    })
public final class EvaluateCommand implements Callable<Integer> {

  private static final String ALL = "all";
  private static final String HANDBOOK = "handbook";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "model package (folder or name[@version]) or Hugging Face classifier folder (default: weir-text, as shipped)")
  private @Nullable String model;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH",
      description = "folder of a data set or snapshot, or a file; repeated: sets of texts together")
  private List<Path> data = List.of();

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      description = "test, valid, train or all (default: test)")
  private String split = Split.TEST.id();

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      description = {
        "handbook: the prequential protocol of the Fraud Detection Handbook on its data; trains",
        "Weir's recipe anew in each fold, so the weights of --model are not used"
      })
  private @Nullable String protocol;

  @Option(
      names = "--recipe",
      paramLabel = "NAME",
      description = "of the protocol: trees, or mlp (default: trees)")
  private String recipe = Recipe.TREES.id();

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description = "what is true of payments in JSON Lines, by event id")
  private @Nullable Path truth;

  @Mixin private DataOptions columns = new DataOptions();

  @Option(
      names = "--obfuscate",
      description = "also disguise spam and abuse and measure the recall that remains")
  private boolean obfuscate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of resamples, disguises and splits that are drawn (default: 17)")
  private long seed = Bootstrap.DEFAULT.seed();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "also write a page with plots, as one HTML file")
  private @Nullable Path report;

  @Option(names = "--json", description = "one JSON object")
  private boolean json;

  @Mixin private FolderOption folder = new FolderOption();

  @Override
  public Integer call() throws IOException {
    if (protocol != null) {
      print(handbook(protocol));
      return 0;
    }
    ChosenModel chosen = ChosenModel.of(model, folder.dir());
    boolean payments = ModelPackage.read(chosen.dir()).manifest().table() != null;
    print(
        payments
            ? PaymentRun.of(chosen.dir(), onlyOne(), truth, split, bootstrap())
            : texts(chosen.dir()));
    if (!json && !chosen.trained()) {
      spec.commandLine().getErr().println(chosen.caution());
    }
    return 0;
  }

  private Evaluation texts(Path dir) throws IOException {
    return TextRun.of(
        dir,
        Datasets.load(data, columns.guess(), loadOptions()),
        split,
        new TextEvaluation.Options(columns.task(), obfuscate, seed, bootstrap()));
  }

  private Evaluation handbook(String name) throws IOException {
    if (!name.equals(HANDBOOK)) {
      throw new UsageFailure("--protocol '" + name + "': expected " + HANDBOOK);
    }
    boolean test = split.equals(Split.TEST.id());
    if (!test && !split.equals(Split.VALID.id())) {
      throw new UsageFailure("--split '" + split + "': the protocol has test and valid folds");
    }
    if (model != null) {
      spec.commandLine()
          .getErr()
          .println(
              "The protocol trains Weir's recipe anew in each fold; the weights of "
                  + model
                  + " are not used.");
    }
    return HandbookRun.of(onlyOne(), test, chosenRecipe());
  }

  private Recipe chosenRecipe() {
    try {
      return Recipe.of(recipe);
    } catch (IllegalArgumentException e) {
      throw new UsageFailure("--" + e.getMessage());
    }
  }

  private void print(Evaluation evaluation) throws IOException {
    if (report != null) {
      HtmlReport.write(evaluation, report);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(EvaluationJson.of(evaluation));
    } else {
      EvaluationText.lines(evaluation).forEach(out::println);
      if (report != null) {
        out.println("report " + report);
      }
    }
  }

  private Path onlyOne() {
    if (data.size() > 1) {
      throw new UsageFailure("--data: payments are measured one set at a time, got " + data.size());
    }
    return data.get(0);
  }

  private Bootstrap bootstrap() {
    return new Bootstrap(Bootstrap.DEFAULT.resamples(), Bootstrap.DEFAULT.level(), seed);
  }

  private LoadOptions loadOptions() {
    LoadOptions options = LoadOptions.defaults().withSeed(seed).withLeaks(LeakPolicy.KEEP);
    if (split.equals(ALL)) {
      return options.only(EnumSet.allOf(Split.class));
    }
    return options.only(
        Set.of(
            Split.of(split)
                .orElseThrow(
                    () ->
                        new UsageFailure(
                            "--split '" + split + "': expected test, valid, train or all"))));
  }
}
