package dev.weir.serde.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.TextVerdict;
import dev.weir.schemas.evolution.EvolutionRule;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WeirTopicTest {

  @Test
  void names_withPrefix_followTopicNameStrategy() {
    assertThat(WeirTopic.TEXT_VERDICTS.topicName("weir.")).isEqualTo("weir.text-verdicts");
    assertThat(WeirTopic.TEXT_VERDICTS.subject("weir.")).isEqualTo("weir.text-verdicts-value");
  }

  @Test
  void valueSchema_ofTopic_isThatOfItsClass() {
    assertThat(WeirTopic.TEXT_VERDICTS.valueSchema()).contains(TextVerdict.getClassSchema());
    assertThat(WeirTopic.DEAD_LETTERS.valueSchema()).isEmpty();
  }

  @Test
  void config_ofDeletedTopic_mapsEverySetting() {
    assertThat(WeirTopic.COMMENTS.config())
        .isEqualTo(
            Map.of(
                "cleanup.policy", "delete",
                "retention.ms", "604800000",
                "message.timestamp.type", "LogAppendTime",
                "max.message.bytes", "1048576"));
  }

  @Test
  void config_ofCompactedTopic_hasNoRetention() {
    assertThat(WeirTopic.POLICIES.config())
        .containsEntry("cleanup.policy", "compact")
        .doesNotContainKey("retention.ms");
  }

  @Test
  void maxMessageBytes_ofDeadLetters_leavesRoomForHeaders() {
    for (WeirTopic topic : WeirTopic.values()) {
      if (topic != WeirTopic.DEAD_LETTERS) {
        assertThat(WeirTopic.DEAD_LETTERS.maxMessageBytes()).isGreaterThan(topic.maxMessageBytes());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void byShortName_ofEveryTopic_findsIt(WeirTopic topic) {
    assertThat(WeirTopic.byShortName(topic.shortName())).contains(topic);
    assertThat(WeirTopic.shortNames()).contains(topic.shortName());
  }

  @Test
  void byShortName_unknown_isEmpty() {
    assertThat(WeirTopic.byShortName("coments")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DEAD_LETTERS")
  void valueSchema_ofEveryTopic_hasIdAndTime(WeirTopic topic) {
    Schema schema = topic.valueSchema().orElseThrow();

    assertThat(schema.getField("event_id").schema().getType()).isEqualTo(Schema.Type.STRING);
    assertThat(schema.getField("occurred_at").schema().getLogicalType().getName())
        .isEqualTo("timestamp-millis");
  }

  @Test
  void evolution_ofWhatWeirWrites_protectsOldReaders() {
    assertThat(WeirTopic.TEXT_VERDICTS.evolution()).contains(EvolutionRule.FULL_TRANSITIVE);
    assertThat(WeirTopic.COMMENTS.evolution()).contains(EvolutionRule.BACKWARD_TRANSITIVE);
    assertThat(WeirTopic.DEAD_LETTERS.evolution()).isEmpty();
  }
}
