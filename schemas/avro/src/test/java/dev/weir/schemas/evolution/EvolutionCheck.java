package dev.weir.schemas.evolution;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/**
 * Finds what a change of a schema would break. Beyond Avro's own rules a logical type must stay: a
 * decimal of another scale is readable, and wrong by a power of ten.
 */
final class EvolutionCheck {
  private EvolutionCheck() {}

  /** One sentence for everything that {@code next} breaks; empty if it keeps the rule. */
  static List<String> violations(EvolutionRule rule, List<Schema> earlier, Schema next) {
    List<String> violations = new ArrayList<>();
    for (int i = 0; i < earlier.size(); i++) {
      Schema previous = earlier.get(i);
      String version = "version " + (i + 1);
      unreadable(next, previous)
          .forEach(why -> violations.add("cannot read records of " + version + ": " + why));
      if (rule == EvolutionRule.FULL_TRANSITIVE) {
        unreadable(previous, next)
            .forEach(why -> violations.add("readers of " + version + " cannot read it: " + why));
      }
      changedMeaning(previous, next, next.getName(), new ArrayList<>())
          .forEach(why -> violations.add("means something else than " + version + ": " + why));
    }
    return violations;
  }

  private static List<String> unreadable(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
        .getResult()
        .getIncompatibilities()
        .stream()
        .map(EvolutionCheck::sentence)
        .toList();
  }

  private static String sentence(Incompatibility found) {
    return found.getType() + " at " + found.getLocation() + " (" + found.getMessage() + ")";
  }

  private static List<String> changedMeaning(
      Schema before, Schema after, String path, List<String> seen) {
    List<String> changes = new ArrayList<>();
    if (before.getType() != after.getType() || seen.contains(path)) {
      return changes;
    }
    seen.add(path);
    if (!describe(before).equals(describe(after))) {
      changes.add(path + " was " + describe(before) + ", is " + describe(after));
    }
    switch (before.getType()) {
      case RECORD ->
          before.getFields().stream()
              .filter(field -> after.getField(field.name()) != null)
              .forEach(
                  field ->
                      changes.addAll(
                          changedMeaning(
                              field.schema(),
                              after.getField(field.name()).schema(),
                              path + "." + field.name(),
                              seen)));
      case ARRAY ->
          changes.addAll(
              changedMeaning(before.getElementType(), after.getElementType(), path + "[]", seen));
      case MAP ->
          changes.addAll(
              changedMeaning(before.getValueType(), after.getValueType(), path + "{}", seen));
      case UNION ->
          before.getTypes().stream()
              .filter(type -> after.getIndexNamed(type.getFullName()) != null)
              .forEach(
                  type ->
                      changes.addAll(
                          changedMeaning(
                              type,
                              after.getTypes().get(after.getIndexNamed(type.getFullName())),
                              path,
                              new ArrayList<>(seen.subList(0, seen.size() - 1)))));
      default -> {}
    }
    return changes;
  }

  private static String describe(Schema schema) {
    LogicalType logical = schema.getLogicalType();
    if (logical instanceof LogicalTypes.Decimal decimal) {
      return "decimal of scale " + decimal.getScale();
    }
    return logical == null ? "plain " + schema.getType().getName() : logical.getName();
  }
}
