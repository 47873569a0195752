package dev.weir.retrain.dataset.describe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.weir.retrain.dataset.DatasetException;
import dev.weir.retrain.dataset.DatasetException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads descriptions: {@code dataset.yaml} or {@code dataset.json} beside the data, or an entry of
 * the {@link Catalogue}.
 *
 * <pre>
 * licence: CC-BY-4.0
 * weights-may-ship: true
 * language: en
 * text: body
 * tasks:
 *   abuse: {column: verdict, labels: {fine: clean, rude: abusive}, leave-out: [unsure]}
 * auxiliary:
 *   emotions: {column: feelings, separator: "|"}
 * slices: [forum]
 * </pre>
 *
 * Stateless.
 */
public final class DescriptionReader {
  /** The names under which a description stands beside the data. */
  public static final List<String> FILES = List.of("dataset.yaml", "dataset.yml", "dataset.json");

  static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private static final Set<String> KEYS =
      Set.of(
          "licence",
          "weights-may-ship",
          "text",
          "id",
          "split",
          "language",
          "language-column",
          "unicode-escapes",
          "tasks",
          "auxiliary",
          "slices");
  private static final Set<String> TASK_KEYS = Set.of("column", "labels", "leave-out");
  private static final Set<String> AUXILIARY_KEYS = Set.of("column", "separator");

  private DescriptionReader() {}

  /**
   * Reads a description.
   *
   * @throws DatasetException if it cannot be understood; the message names the file and the key
   */
  public static Description read(Path file) throws IOException {
    try {
      return of(file.toString(), YAML.readTree(Files.readAllBytes(file)));
    } catch (JsonProcessingException e) {
      throw new DatasetException(
          Problem.BAD_DESCRIPTION,
          "%s: line %d is neither YAML nor JSON; correct it"
              .formatted(file, e.getLocation() == null ? 1 : e.getLocation().getLineNr()),
          e);
    }
  }

  static Description of(String where, JsonNode node) {
    checkKeys(where, "", node, KEYS);
    List<TaskColumn> tasks = new ArrayList<>();
    for (Map.Entry<String, JsonNode> task : node.path("tasks").properties()) {
      tasks.add(task(where, task.getKey(), task.getValue()));
    }
    if (tasks.isEmpty()) {
      throw bad(where, "tasks must name at least one task with its column and labels");
    }
    List<AuxiliaryColumn> auxiliary = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : node.path("auxiliary").properties()) {
      checkKeys(where, "auxiliary." + entry.getKey(), entry.getValue(), AUXILIARY_KEYS);
      auxiliary.add(
          new AuxiliaryColumn(
              entry.getKey(),
              entry.getValue().path("column").asText(entry.getKey()),
              entry.getValue().path("separator").asText("|")));
    }
    return new Description(
        node.path("licence").asText(Description.UNKNOWN_LICENCE),
        node.path("weights-may-ship").asBoolean(false),
        node.path("text").asText(Description.TEXT),
        node.path("id").asText(Description.ID),
        text(node, "split"),
        text(node, "language"),
        text(node, "language-column"),
        node.path("unicode-escapes").asBoolean(false),
        tasks,
        auxiliary,
        texts(node.path("slices")));
  }

  private static TaskColumn task(String where, String name, JsonNode node) {
    checkKeys(where, "tasks." + name, node, TASK_KEYS);
    Map<String, String> labels = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> label : node.path("labels").properties()) {
      labels.put(label.getKey(), label.getValue().asText());
    }
    try {
      return TaskColumn.of(
          name,
          node.path("column").asText(Description.LABEL),
          labels,
          new HashSet<>(texts(node.path("leave-out"))));
    } catch (DatasetException e) {
      throw new DatasetException(e.problem(), where + ": " + e.getMessage(), e);
    }
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(element -> texts.add(element.asText()));
    return texts;
  }

  private static @Nullable String text(JsonNode node, String key) {
    return node.hasNonNull(key) ? node.path(key).asText() : null;
  }

  private static void checkKeys(String where, String path, JsonNode node, Set<String> known) {
    if (!node.isObject()) {
      throw bad(where, (path.isEmpty() ? "the description" : path) + " must be a mapping");
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!known.contains(field.getKey())) {
        throw bad(
            where,
            "unknown key '%s%s'; known there: %s"
                .formatted(
                    path.isEmpty() ? "" : path + ".",
                    field.getKey(),
                    String.join(", ", known.stream().sorted().toList())));
      }
    }
  }

  private static DatasetException bad(String where, String what) {
    return new DatasetException(Problem.BAD_DESCRIPTION, where + ": " + what);
  }
}
