package dev.weir.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.model.ChosenModel;
import dev.weir.cli.show.Json;
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

/** {@code weir score "text"…}: scores without Kafka, by the engine that the jobs use. */
@Command(
    name = "score",
    header = "Score texts here and now, without Kafka.",
    mixinStandardHelpOptions = true,
    description = {"Scores texts here and now, without Kafka; same engine, same calibration.", ""})
public final class ScoreCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "1..*", paramLabel = "TEXT", description = "texts to score, each in quotes")
  private List<String> texts = List.of();

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
    ChosenModel chosen = ChosenModel.of(model, folder.dir());
    boolean rejected = false;
    try (TextScorer scorer = TextScorer.open(chosen.dir(), ScorerOptions.defaults())) {
      List<ScoreOutcome> outcomes = scorer.score(texts);
      for (ScoreOutcome outcome : outcomes) {
        rejected |= outcome instanceof ScoreOutcome.Rejected;
      }
      if (json) {
        spec.commandLine().getOut().println(toJson(scorer, outcomes, chosen));
      } else {
        show(scorer, outcomes, chosen);
      }
    }
    return rejected ? 1 : 0;
  }

  private void show(TextScorer scorer, List<ScoreOutcome> outcomes, ChosenModel chosen) {
    PrintWriter out = spec.commandLine().getOut();
    for (int i = 0; i < texts.size(); i++) {
      ScoreOutcome outcome = outcomes.get(i);
      if (outcome instanceof ScoreOutcome.Rejected bad) {
        out.println("rejected: " + bad.message());
      } else if (outcome instanceof ScoreOutcome.Scored scored) {
        for (int task = 0; task < scorer.tasks().size(); task++) {
          out.println(taskLine(scorer.tasks().get(task), scored.probabilities()[task]));
        }
      }
      if (i + 1 < texts.size()) {
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
      TextScorer scorer, List<ScoreOutcome> outcomes, ChosenModel chosen) {
    ObjectNode root = Json.object();
    root.putObject("model")
        .put("name", scorer.model().name())
        .put("version", scorer.model().version())
        .put("digest", scorer.model().digest())
        .put("trained", chosen.trained());
    ArrayNode results = root.putArray("results");
    for (ScoreOutcome outcome : outcomes) {
      ObjectNode result = results.addObject();
      if (outcome instanceof ScoreOutcome.Rejected bad) {
        result.putObject("error").put("code", bad.code()).put("message", bad.message());
      } else if (outcome instanceof ScoreOutcome.Scored scored) {
        for (int i = 0; i < scorer.tasks().size(); i++) {
          TaskSpec task = scorer.tasks().get(i);
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
