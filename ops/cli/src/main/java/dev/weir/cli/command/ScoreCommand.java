package dev.weir.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.UsageFailure;
import dev.weir.cli.model.ChosenModel;
import dev.weir.cli.model.JsonRows;
import dev.weir.cli.show.Json;
import dev.weir.engine.ModelIdentity;
import dev.weir.engine.RowScorer;
import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TaskSpec;
import dev.weir.engine.TextScorer;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code weir score "text"…}, {@code weir score --row '{"amount":12}'}: scores without Kafka, by
 * the engine that the jobs use.
 */
@Command(
    name = "score",
    header = "Score texts or rows here and now, without Kafka.",
    mixinStandardHelpOptions = true,
    description = {
      "Scores texts, or rows of a table model, here and now, without Kafka; same engine, same",
      "calibration.",
      ""
    })
public final class ScoreCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "0..*", paramLabel = "TEXT", description = "texts to score, each in quotes")
  private List<String> texts = List.of();

  @Option(
      names = "--row",
      paramLabel = "JSON",
      description =
          "a row of a table model: a value for each column by name; null or left out is missing")
  private List<String> rows = List.of();

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "model package (folder or name[@version]) or Hugging Face classifier folder (default: weir-text, as shipped)")
  private @Nullable String model;

  @Option(names = "--json", description = "one JSON object with a result for each text")
  private boolean json;

  @Mixin private FolderOption folder = new FolderOption();

  @Override
  public Integer call() throws IOException {
    if (texts.isEmpty() == rows.isEmpty()) {
      throw new UsageFailure("give texts to score, or rows with --row");
    }
    ChosenModel chosen = ChosenModel.of(model, folder.dir());
    if (texts.isEmpty()) {
      try (RowScorer scorer = RowScorer.open(chosen.dir(), ScorerOptions.defaults())) {
        List<float[]> values = JsonRows.of(rows, scorer.columns());
        return answer(scorer.model(), scorer.tasks(), scorer.score(values), chosen);
      }
    }
    try (TextScorer scorer = TextScorer.open(chosen.dir(), ScorerOptions.defaults())) {
      return answer(scorer.model(), scorer.tasks(), scorer.score(texts), chosen);
    }
  }

  private int answer(
      ModelIdentity identity,
      List<TaskSpec> tasks,
      List<ScoreOutcome> outcomes,
      ChosenModel chosen) {
    if (json) {
      spec.commandLine().getOut().println(toJson(identity, tasks, outcomes, chosen));
    } else {
      show(tasks, outcomes, chosen);
    }
    return outcomes.stream().anyMatch(ScoreOutcome.Rejected.class::isInstance) ? 1 : 0;
  }

  private void show(List<TaskSpec> tasks, List<ScoreOutcome> outcomes, ChosenModel chosen) {
    PrintWriter out = spec.commandLine().getOut();
    for (int i = 0; i < outcomes.size(); i++) {
      ScoreOutcome outcome = outcomes.get(i);
      if (outcome instanceof ScoreOutcome.Rejected bad) {
        out.println("rejected: " + bad.message());
      } else if (outcome instanceof ScoreOutcome.Scored scored) {
        for (int task = 0; task < tasks.size(); task++) {
          out.println(taskLine(tasks.get(task), scored.probabilities()[task]));
        }
      }
      if (i + 1 < outcomes.size()) {
        out.println();
      }
    }
    out.flush();
    if (!chosen.trained()) {
      spec.commandLine().getErr().println(chosen.caution());
    }
  }

  private static String taskLine(TaskSpec task, float[] probabilities) {
    StringJoiner scores = new StringJoiner("  ");
    for (int label = 0; label < probabilities.length; label++) {
      scores.add(
          String.format(Locale.ROOT, "%s %.3f", task.labels().get(label), probabilities[label]));
    }
    return "%-10s %-9s %s".formatted(task.name(), likeliest(task, probabilities), scores);
  }

  private static String likeliest(TaskSpec task, float[] probabilities) {
    int best = 0;
    for (int label = 1; label < probabilities.length; label++) {
      if (probabilities[label] > probabilities[best]) {
        best = label;
      }
    }
    return task.labels().get(best);
  }

  private static ObjectNode toJson(
      ModelIdentity identity,
      List<TaskSpec> tasks,
      List<ScoreOutcome> outcomes,
      ChosenModel chosen) {
    ObjectNode root = Json.object();
    root.putObject("model")
        .put("name", identity.name())
        .put("version", identity.version())
        .put("digest", identity.digest())
        .put("trained", chosen.trained());
    ArrayNode results = root.putArray("results");
    for (ScoreOutcome outcome : outcomes) {
      ObjectNode result = results.addObject();
      if (outcome instanceof ScoreOutcome.Rejected bad) {
        result.putObject("error").put("code", bad.code()).put("message", bad.message());
      } else if (outcome instanceof ScoreOutcome.Scored scored) {
        for (int i = 0; i < tasks.size(); i++) {
          TaskSpec task = tasks.get(i);
          float[] probabilities = scored.probabilities()[i];
          ObjectNode answer = result.putObject(task.name());
          answer.put("label", likeliest(task, probabilities));
          ObjectNode scores = answer.putObject("scores");
          for (int label = 0; label < probabilities.length; label++) {
            scores.put(task.labels().get(label), probabilities[label]);
          }
        }
      }
    }
    return root;
  }
}
