package dev.weir.retrain.text.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The course of a run.
 *
 * @param losses the mean loss of each part of an epoch
 * @param epochs finished ones
 * @param best place of the epoch that is kept; -1 before the first
 */
public record History(List<Loss> losses, List<Epoch> epochs, int best) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  public History {
    losses = List.copyOf(losses);
    epochs = List.copyOf(epochs);
  }

  /** The mean loss of the steps since the last such point. */
  public record Loss(int step, double loss) {}

  /**
   * A finished epoch.
   *
   * @param step its last
   * @param score what epochs are compared by: the mean of the figures
   * @param macroF1 on the validation texts, by task and data set
   */
  public record Epoch(int step, double score, Map<String, Double> macroF1) {
    public Epoch {
      macroF1 = Map.copyOf(macroF1);
    }
  }

  /** Before the first step. */
  public static History empty() {
    return new History(List.of(), List.of(), -1);
  }

  /** The same with one more point of the loss. */
  public History with(Loss loss) {
    List<Loss> more = new ArrayList<>(losses);
    more.add(loss);
    return new History(more, epochs, best);
  }

  /** The same with one more epoch. */
  public History with(Epoch epoch) {
    List<Epoch> more = new ArrayList<>(epochs);
    more.add(epoch);
    boolean better = best < 0 || epoch.score > epochs.get(best).score;
    return new History(losses, more, better ? more.size() - 1 : best);
  }

  /** Epochs since the best one. */
  int withoutProgress() {
    return epochs.size() - 1 - best;
  }

  /** For reports and checkpoints. */
  public ObjectNode toJson() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode points = root.putArray("losses");
    losses.forEach(loss -> points.addObject().put("step", loss.step).put("loss", loss.loss));
    ArrayNode done = root.putArray("epochs");
    for (Epoch epoch : epochs) {
      ObjectNode node = done.addObject().put("step", epoch.step).put("score", epoch.score);
      ObjectNode figures = node.putObject("macro_f1");
      new TreeMap<>(epoch.macroF1).forEach(figures::put);
    }
    return root.put("best", best);
  }

  /** What {@link #toJson()} gave. */
  public static History ofJson(String json) {
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not the course of a run", e);
    }
    List<Loss> losses = new ArrayList<>();
    root.path("losses")
        .forEach(
            node -> losses.add(new Loss(node.get("step").asInt(), node.get("loss").asDouble())));
    List<Epoch> epochs = new ArrayList<>();
    for (JsonNode node : root.path("epochs")) {
      Map<String, Double> figures = new TreeMap<>();
      node.path("macro_f1")
          .properties()
          .forEach(entry -> figures.put(entry.getKey(), entry.getValue().asDouble()));
      epochs.add(new Epoch(node.get("step").asInt(), node.get("score").asDouble(), figures));
    }
    return new History(losses, epochs, root.path("best").asInt(-1));
  }
}
