package dev.weir.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.show.FineTuneView;
import dev.weir.retrain.evaluate.Evaluation;
import dev.weir.retrain.evaluate.report.EvaluationJson;
import dev.weir.retrain.evaluate.report.EvaluationText;
import dev.weir.retrain.text.TransformerTraining;
import dev.weir.retrain.transformer.export.VariantGates;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** Trains a transformer for {@code weir train text} and says what came of it. */
final class TransformerAnswer {
  private TransformerAnswer() {}

  static void train(TransformerTraining.Request request, CommandSpec spec, boolean json)
      throws IOException {
    TransformerTraining.Result result;
    PrintWriter out = spec.commandLine().getOut();
    try (FineTuneView view = new FineTuneView(spec.commandLine().getErr())) {
      result = TransformerTraining.run(request, view);
    }
    if (json) {
      out.println(toJson(result));
      return;
    }
    result.tests().forEach(test -> EvaluationText.lines(test).forEach(out::println));
    VariantGates gates = result.gates();
    out.printf(
        Locale.ROOT,
        "fused graph: largest difference to the plain one %.1e, beside other texts %.1e%n",
        gates.fused(),
        gates.fusedBeside());
    out.printf(
        Locale.ROOT,
        "int8 graph %s: largest difference %.4f, beside other texts %.1e, turns %.2f %% of the labels%n",
        gates.int8Holds() ? "written" : "not written",
        gates.int8(),
        gates.int8Beside(),
        100 * gates.flips());
    out.println("learning curve " + result.curve());
    out.println("package " + result.pack().dir());
  }

  private static ObjectNode toJson(TransformerTraining.Result result) {
    ObjectNode node = PackageOptions.answer(result.pack().identity(), result.pack().dir());
    node.put("learning_curve", result.curve().toString());
    VariantGates gates = result.gates();
    node.putObject("fused")
        .put("difference", gates.fused())
        .put("beside_others", gates.fusedBeside());
    node.putObject("int8")
        .put("written", gates.int8Holds())
        .put("difference", gates.int8())
        .put("beside_others", gates.int8Beside())
        .put("label_flips", gates.flips());
    ArrayNode tests = node.putArray("tests");
    for (Evaluation test : result.tests()) {
      tests.add(EvaluationJson.of(test));
    }
    return node;
  }
}
