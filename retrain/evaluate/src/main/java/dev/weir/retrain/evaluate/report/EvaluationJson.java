package dev.weir.retrain.evaluate.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.retrain.evaluate.Evaluation;
import dev.weir.retrain.evaluate.LabelResult;
import dev.weir.retrain.evaluate.ObfuscationResult;
import dev.weir.retrain.evaluate.SliceResult;
import dev.weir.retrain.evaluate.TaskResult;
import dev.weir.retrain.evaluate.metric.BinaryRanking;
import dev.weir.retrain.evaluate.metric.Reliability;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An evaluation as the answer of {@code weir evaluate --json}. A value that does not apply is
 * absent; values are rounded to six decimals. Stateless.
 */
public final class EvaluationJson {
  private static final double DECIMALS = 1e6;
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

  /** Groups that begin with a number stand in its order. */
  private static final Comparator<String> GROUPS =
      Comparator.comparingLong(EvaluationJson::leadingNumber).thenComparing(group -> group);

  private EvaluationJson() {}

  /** The answer. */
  public static ObjectNode of(Evaluation evaluation) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.putObject("model")
        .put("name", evaluation.model().name())
        .put("version", evaluation.model().version())
        .put("digest", evaluation.model().digest());
    root.put("data", evaluation.data());
    if (!evaluation.dataHash().isEmpty()) {
      root.put("data_hash", evaluation.dataHash());
    }
    root.put("split", evaluation.split());
    root.put("split_made_here", evaluation.madeSplit());
    ArrayNode results = root.putArray("results");
    evaluation.results().forEach(result -> results.add(result(result)));
    if (!evaluation.obfuscated().isEmpty()) {
      ArrayNode obfuscated = root.putArray("obfuscated");
      evaluation.obfuscated().forEach(result -> obfuscated.add(obfuscated(result)));
    }
    if (!evaluation.rejected().isEmpty()) {
      new TreeMap<>(evaluation.rejected()).forEach(root.putObject("rejected")::put);
    }
    if (evaluation.rowsPerSecond() > 0) {
      number(root, "rows_per_s", evaluation.rowsPerSecond());
    }
    return root;
  }

  /** The same with the curves that the page draws. */
  static ObjectNode withCurves(Evaluation evaluation) {
    ObjectNode root = of(evaluation);
    for (int i = 0; i < evaluation.results().size(); i++) {
      ObjectNode curves = ((ObjectNode) root.path("results").get(i)).putObject("curves");
      for (LabelResult label : evaluation.results().get(i).perLabel()) {
        ArrayNode points = curves.putArray(label.label());
        for (BinaryRanking.Point point : label.curve()) {
          points
              .addArray()
              .add(round(point.recall()))
              .add(round(point.precision()))
              .add(round(point.threshold()));
        }
      }
    }
    return root;
  }

  private static ObjectNode result(TaskResult result) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("task", result.task().task());
    node.put("n", result.n());
    ArrayNode labels = node.putArray("labels");
    result.task().labels().forEach(labels::add);
    if (!result.leftOut().isEmpty()) {
      ArrayNode leftOut = node.putArray("labels_left_out");
      result.leftOut().forEach(leftOut::add);
    }
    metrics(node.putObject("metrics"), result.metrics());
    ObjectNode intervals = node.putObject("intervals");
    new TreeMap<>(result.intervals())
        .forEach(
            (name, interval) ->
                intervals.putArray(name).add(round(interval.low())).add(round(interval.high())));
    node.put("interval_method", result.intervalMethod());
    ObjectNode perClass = node.putObject("per_class");
    result.perLabel().forEach(label -> perClass.set(label.label(), label(label)));
    if (!result.confusion().isEmpty()) {
      ArrayNode confusion = node.putArray("confusion");
      result.confusion().forEach(row -> row.forEach(confusion.addArray()::add));
    }
    ObjectNode slices = node.putObject("slices");
    new TreeMap<>(result.slices())
        .forEach(
            (name, groups) -> {
              ObjectNode slice = slices.putObject(name);
              groups.entrySet().stream()
                  .sorted(Map.Entry.comparingByKey(GROUPS))
                  .forEach(group -> slice.set(group.getKey(), slice(group.getValue())));
            });
    if (!result.reliability().bins().isEmpty()) {
      ArrayNode bins = node.putArray("reliability");
      result.reliability().bins().forEach(bin -> bins.add(bin(bin)));
    }
    return node;
  }

  private static ObjectNode label(LabelResult label) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("n", label.n());
    number(node, "precision", label.precision());
    number(node, "recall", label.recall());
    number(node, "f1", label.f1());
    number(node, "auc", label.auc());
    number(node, "average_precision", label.averagePrecision());
    return node;
  }

  private static ObjectNode slice(SliceResult slice) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("n", slice.n());
    metrics(node.putObject("metrics"), slice.metrics());
    return node;
  }

  private static ObjectNode bin(Reliability.Bin bin) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    number(node, "from", bin.from());
    number(node, "to", bin.to());
    node.put("n", bin.n());
    number(node, "confidence", bin.confidence());
    number(node, "came_true", bin.cameTrue());
    return node;
  }

  private static ObjectNode obfuscated(ObfuscationResult result) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("task", result.task());
    node.put("label", result.label());
    kind(node, result.all());
    ObjectNode kinds = node.putObject("kinds");
    result.kinds().forEach(kind -> kind(kinds.putObject(kind.name()), kind));
    return node;
  }

  private static void kind(ObjectNode node, ObfuscationResult.Kind kind) {
    node.put("n", kind.n());
    number(node, "clean_recall", kind.clean());
    number(node, "disguised_recall", kind.disguised());
    number(node, "kept", kind.kept());
  }

  private static long leadingNumber(String group) {
    Matcher digits = DIGITS.matcher(group);
    return digits.lookingAt() ? Long.parseLong(digits.group()) : Long.MAX_VALUE;
  }

  private static void metrics(ObjectNode node, Map<String, Double> metrics) {
    new TreeMap<>(metrics).forEach((name, value) -> number(node, name, value));
  }

  private static void number(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, round(value));
    }
  }

  private static double round(double value) {
    return Math.rint(value * DECIMALS) / DECIMALS;
  }
}
