package dev.weir.schemas.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A schema explains itself to whoever finds it in a registry. */
class SchemaDocsTest {

  static List<Schema> types() {
    return TopicRecords.types();
  }

  @Test
  void records_areThoseOfTheContracts() {
    assertThat(TopicRecords.records())
        .extracting(Schema::getName)
        .containsExactlyInAnyOrder(
            "CommentPosted",
            "ChatMessageSent",
            "CardTransaction",
            "TextVerdict",
            "FraudVerdict",
            "FraudAlert",
            "Feedback",
            "LabelledExample",
            "ModelRelease",
            "Policy",
            "Rollup",
            "DriftReport",
            "Erasure");
  }

  @ParameterizedTest
  @MethodSource("types")
  void type_andEachOfItsFields_hasDoc(Schema type) {
    assertThat(type.getDoc()).as(type.getName()).isNotBlank();
    if (type.getType() == Schema.Type.RECORD) {
      assertThat(type.getFields())
          .allSatisfy(field -> assertThat(field.doc()).as(field.name()).isNotBlank());
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void enum_explainsEverySymbolAndHasDefault(Schema type) {
    if (type.getType() == Schema.Type.ENUM) {
      assertThat(type.getEnumDefault()).as(type.getName()).isNotNull();
      assertThat(type.getEnumSymbols())
          .allSatisfy(symbol -> assertThat(type.getDoc()).contains(symbol + ": "));
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void optionalField_hasDefault(Schema type) {
    if (type.getType() == Schema.Type.RECORD) {
      assertThat(type.getFields())
          .filteredOn(field -> field.schema().isNullable())
          .allSatisfy(field -> assertThat(field.hasDefaultValue()).as(field.name()).isTrue());
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void field_isNamedInSnakeCase(Schema type) {
    if (type.getType() == Schema.Type.RECORD) {
      assertThat(type.getFields())
          .allSatisfy(field -> assertThat(field.name()).matches("[a-z]+(_[a-z]+)*"));
    }
  }
}
