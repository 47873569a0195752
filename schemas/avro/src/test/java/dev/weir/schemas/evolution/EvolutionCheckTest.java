package dev.weir.schemas.evolution;

import static dev.weir.schemas.evolution.EvolutionRule.BACKWARD_TRANSITIVE;
import static dev.weir.schemas.evolution.EvolutionRule.FULL_TRANSITIVE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** What keeps the schemas safe must itself say no when it should. */
class EvolutionCheckTest {
  private static final String ID = field("id", "\"string\"");
  private static final Schema BASE = record(ID, field("amount", decimal(4)));

  @Test
  void fieldWithDefault_added_isFine() {
    Schema next = record(ID, field("amount", decimal(4)), optional("note"));

    assertThat(EvolutionCheck.violations(FULL_TRANSITIVE, List.of(BASE), next)).isEmpty();
  }

  @Test
  void fieldWithoutDefault_added_cannotReadEarlierRecords() {
    Schema next = record(ID, field("amount", decimal(4)), field("note", "\"string\""));

    assertThat(EvolutionCheck.violations(BACKWARD_TRANSITIVE, List.of(BASE), next))
        .singleElement()
        .asString()
        .contains("cannot read records of version 1", "READER_FIELD_MISSING_DEFAULT_VALUE", "note");
  }

  @Test
  void requiredField_removed_breaksOnlyWhereOldReadersAreProtected() {
    Schema next = record(ID);

    assertThat(EvolutionCheck.violations(BACKWARD_TRANSITIVE, List.of(BASE), next)).isEmpty();
    assertThat(EvolutionCheck.violations(FULL_TRANSITIVE, List.of(BASE), next))
        .singleElement()
        .asString()
        .contains("readers of version 1 cannot read it", "amount");
  }

  @Test
  void type_changed_isRefused() {
    Schema next = record(field("id", "\"long\""), field("amount", decimal(4)));

    assertThat(EvolutionCheck.violations(BACKWARD_TRANSITIVE, List.of(BASE), next))
        .singleElement()
        .asString()
        .contains("TYPE_MISMATCH");
  }

  @Test
  void earlierVersionBeforeTheLast_broken_isFound() {
    Schema second = record(ID, field("amount", decimal(4)), optional("note"));
    Schema third = record(ID, field("amount", decimal(4)), field("note", "\"string\""));

    assertThat(EvolutionCheck.violations(BACKWARD_TRANSITIVE, List.of(BASE, second), third))
        .anyMatch(why -> why.contains("version 1"))
        .anyMatch(why -> why.contains("version 2"));
  }

  @Test
  void decimalScale_changed_isRefusedThoughAvroReadsIt() {
    Schema next = record(ID, field("amount", decimal(2)));

    assertThat(EvolutionCheck.violations(BACKWARD_TRANSITIVE, List.of(BASE), next))
        .containsExactly(
            "means something else than version 1: Thing.amount was decimal of scale 4, is decimal"
                + " of scale 2");
  }

  @Test
  void unitOfNestedOptionalTime_changed_isRefused() {
    Schema millis = record(ID, field("times", optionalTimes("timestamp-millis")));
    Schema micros = record(ID, field("times", optionalTimes("timestamp-micros")));

    assertThat(EvolutionCheck.violations(FULL_TRANSITIVE, List.of(millis), micros))
        .containsExactly(
            "means something else than version 1: Thing.times[] was timestamp-millis, is"
                + " timestamp-micros");
  }

  @Test
  void enumSymbol_added_isFineBecauseOfTheDefault() {
    Schema before = record(ID, field("kind", kind("A", "OTHER")));
    Schema after = record(ID, field("kind", kind("A", "B", "OTHER")));

    assertThat(EvolutionCheck.violations(FULL_TRANSITIVE, List.of(before), after)).isEmpty();
  }

  private static Schema record(String... fields) {
    return new Schema.Parser()
        .parse(
            "{\"type\":\"record\",\"name\":\"Thing\",\"fields\":["
                + String.join(",", fields)
                + "]}");
  }

  private static String field(String name, String type) {
    return "{\"name\":\"" + name + "\",\"type\":" + type + "}";
  }

  private static String optional(String name) {
    return "{\"name\":\"" + name + "\",\"type\":[\"null\",\"string\"],\"default\":null}";
  }

  private static String decimal(int scale) {
    return "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":18,\"scale\":"
        + scale
        + "}";
  }

  private static String optionalTimes(String unit) {
    return "{\"type\":\"array\",\"items\":[\"null\",{\"type\":\"long\",\"logicalType\":\""
        + unit
        + "\"}]}";
  }

  private static String kind(String... symbols) {
    return "{\"type\":\"enum\",\"name\":\"Kind\",\"symbols\":[\""
        + String.join("\",\"", symbols)
        + "\"],\"default\":\"OTHER\"}";
  }
}
