package dev.weir.scoring.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.weir.engine.error.NearestName;
import dev.weir.schemas.Outcome;
import dev.weir.schemas.Policy;
import dev.weir.schemas.PolicyScope;
import dev.weir.schemas.Rule;
import dev.weir.schemas.RuleMode;
import dev.weir.schemas.Task;
import dev.weir.schemas.Threshold;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a policy from a file in YAML or JSON; {@code docs/policies.md} describes it. Collects all
 * problems instead of stopping at the first. Confined to one file.
 */
final class PolicyFile {

  private static final YAMLMapper YAML = new YAMLMapper();

  private final List<PolicyProblem> problems = new ArrayList<>();

  private PolicyFile() {}

  /**
   * @param policy null if the file cannot be read as one
   */
  record Result(@Nullable Policy policy, List<PolicyProblem> problems) {}

  /**
   * Reads the text of a file.
   *
   * @param eventId id of the change, for the record
   * @param now when it is made; from then on it applies unless the file says when
   * @param changedBy who makes it, unless the file says who
   */
  static Result read(String text, String eventId, Instant now, String changedBy) {
    PolicyFile file = new PolicyFile();
    JsonNode root;
    try {
      root = YAML.readTree(text);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      return new Result(
          null,
          List.of(
              new PolicyProblem(
                  "file",
                  at == null ? 0 : at.getLineNr(),
                  at == null ? 0 : at.getColumnNr(),
                  "is neither YAML nor JSON: " + firstLine(e.getOriginalMessage()))));
    }
    if (root == null || !root.isObject()) {
      return new Result(
          null,
          List.of(PolicyProblem.at("file", "holds no policy; expected name, version and rules")));
    }
    Policy policy = file.policy(root, eventId, now, changedBy);
    return new Result(file.problems.isEmpty() ? policy : null, List.copyOf(file.problems));
  }

  private Policy policy(JsonNode root, String eventId, Instant now, String changedBy) {
    String where = "policy";
    knownKeys(
        where,
        root,
        "name",
        "version",
        "effective_at",
        "scope",
        "mode",
        "changed_by",
        "note",
        "thresholds",
        "rules",
        "lists");
    return Policy.newBuilder()
        .setEventId(eventId)
        .setOccurredAt(now)
        .setName(text(where, root, "name", null))
        .setVersion((int) number(where, root, "version"))
        .setEffectiveAt(instant(where, root, now))
        .setScope(choice(where, root, "scope", PolicyScope.class, PolicyScope.TEXT))
        .setMode(choice(where, root, "mode", RuleMode.class, RuleMode.LIVE))
        .setChangedBy(text(where, root, "changed_by", changedBy))
        .setNote(root.hasNonNull("note") ? text(where, root, "note", "") : null)
        .setThresholds(thresholds(root.path("thresholds")))
        .setRules(rules(root.path("rules")))
        .setLists(lists(root.path("lists")))
        .build();
  }

  private List<Threshold> thresholds(JsonNode nodes) {
    List<Threshold> thresholds = new ArrayList<>();
    for (JsonNode node : array("thresholds", nodes)) {
      String where = "threshold " + (thresholds.size() + 1);
      knownKeys(where, node, "task", "label", "at_least", "outcome");
      thresholds.add(
          new Threshold(
              choice(where, node, "task", Task.class, null),
              text(where, node, "label", null),
              (float) number(where, node, "at_least"),
              choice(where, node, "outcome", Outcome.class, null)));
    }
    return thresholds;
  }

  private List<Rule> rules(JsonNode nodes) {
    List<Rule> rules = new ArrayList<>();
    for (JsonNode node : array("rules", nodes)) {
      String where = "rule " + node.path("name").asText("number " + (rules.size() + 1));
      knownKeys(where, node, "name", "expression", "outcome", "mode", "reason_code", "description");
      rules.add(
          new Rule(
              text(where, node, "name", null),
              text(where, node, "expression", null),
              choice(where, node, "outcome", Outcome.class, null),
              choice(where, node, "mode", RuleMode.class, RuleMode.LIVE),
              text(where, node, "reason_code", null),
              node.hasNonNull("description") ? text(where, node, "description", "") : null));
    }
    return rules;
  }

  private Map<String, List<String>> lists(JsonNode nodes) {
    Map<String, List<String>> lists = new TreeMap<>();
    if (!nodes.isMissingNode() && !nodes.isNull() && !nodes.isObject()) {
      problems.add(PolicyProblem.at("lists", "expected names with lists of strings"));
    }
    nodes
        .properties()
        .forEach(
            list -> {
              List<String> entries = new ArrayList<>();
              for (JsonNode entry : array("list " + list.getKey(), list.getValue())) {
                entries.add(entry.asText());
              }
              lists.put(list.getKey(), entries);
            });
    return lists;
  }

  private Iterable<JsonNode> array(String where, JsonNode node) {
    if (!node.isMissingNode() && !node.isNull() && !node.isArray()) {
      problems.add(PolicyProblem.at(where, "expected a list; got " + kind(node)));
      return List.of();
    }
    return node;
  }

  private void knownKeys(String where, JsonNode node, String... known) {
    if (!node.isObject()) {
      problems.add(
          PolicyProblem.at(where, "expected " + String.join(", ", known) + "; got " + kind(node)));
      return;
    }
    List<String> names = Arrays.asList(known);
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!names.contains(key)) {
                problems.add(
                    PolicyProblem.at(
                        where, "unknown key '" + key + "'" + NearestName.hint(key, names)));
              }
            });
  }

  private String text(String where, JsonNode node, String key, @Nullable String fallback) {
    JsonNode value = node.path(key);
    if (value.isValueNode() && !value.isNull()) {
      return value.asText();
    }
    if (fallback == null || value.isContainerNode()) {
      problems.add(PolicyProblem.at(where, "'" + key + "' is missing; expected a text"));
    }
    return fallback == null ? "" : fallback;
  }

  private double number(String where, JsonNode node, String key) {
    JsonNode value = node.path(key);
    if (!value.isNumber()) {
      problems.add(PolicyProblem.at(where, "'" + key + "' must be a number; got " + kind(value)));
    }
    return value.asDouble();
  }

  private Instant instant(String where, JsonNode node, Instant fallback) {
    String value = text(where, node, "effective_at", "");
    try {
      return value.isEmpty() ? fallback : Instant.parse(value);
    } catch (DateTimeException e) {
      problems.add(
          PolicyProblem.at(
              where,
              "'effective_at' must be a time such as 2026-01-31T12:00:00Z; got '" + value + "'"));
      return fallback;
    }
  }

  private <E extends Enum<E>> E choice(
      String where, JsonNode node, String key, Class<E> type, @Nullable E fallback) {
    String value = text(where, node, key, fallback == null ? null : fallback.name());
    E[] all = type.getEnumConstants();
    for (E one : all) {
      if (one.name().equalsIgnoreCase(value)) {
        return one;
      }
    }
    List<String> names =
        Arrays.stream(all).map(one -> one.name().toLowerCase(Locale.ROOT)).toList();
    problems.add(
        PolicyProblem.at(
            where,
            "'" + key + "' must be one of " + String.join(", ", names) + "; got '" + value + "'"));
    return all[0];
  }

  private static String kind(JsonNode node) {
    return node.isMissingNode() ? "nothing" : node.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
