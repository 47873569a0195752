package dev.weir.scoring.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.schemas.DriftSubject;
import dev.weir.scoring.drift.DriftReference.Answer;
import dev.weir.scoring.drift.DriftReference.PaymentRow;
import dev.weir.scoring.drift.DriftReference.TextRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DriftReferenceTest {

  @Test
  void json_ofTexts_isReadEqualAndHoldsNoWord() {
    DriftReference reference = DriftReference.ofTexts(texts(50));
    byte[] json = DriftReferenceJson.write(reference);

    assertThat(DriftReferenceJson.read(json)).isEqualTo(reference);
    assertThat(new String(json, StandardCharsets.UTF_8)).doesNotContainIgnoringCase("kettle");
    assertThat(reference.slices().get(DriftSubject.TEXT_INPUT))
        .containsOnlyKeys("all", "language:en", "language:unknown");
  }

  @Test
  void known_ofLabelledRows_hasAccuracyAndItsThreshold() {
    AccuracyEstimate.Known known =
        DriftReference.ofTexts(texts(100)).known().get(DriftSubject.SPAM_SCORES);

    assertThat(known.rows()).isEqualTo(100);
    assertThat(known.accuracy()).isCloseTo(0.5, within(1e-9));
    assertThat(known.confidence()).isCloseTo(0.8, within(1e-9));
  }

  @Test
  void json_ofPayments_isReadEqual() {
    Map<String, Float> features = new TreeMap<>(Map.of("amount", 12.5f));
    features.put("device_age_days", null);
    DriftReference reference =
        DriftReference.ofPayments(
            List.of(
                new PaymentRow(features, null),
                new PaymentRow(features, new Answer(new double[] {0.99, 0.01}, 0))));

    assertThat(DriftReferenceJson.read(DriftReferenceJson.write(reference))).isEqualTo(reference);
    assertThat(reference.slice(DriftSubject.PAYMENT_INPUT, "all").records()).isEqualTo(2);
  }

  @Test
  void json_thatIsWrong_isRefusedWithAReason() {
    assertThatThrownBy(() -> read("{")).hasMessageContaining("no JSON");
    assertThatThrownBy(() -> read("{\"format\":2}")).hasMessageContaining("format 1");
    assertThatThrownBy(() -> read("{\"format\":1}")).hasMessageContaining("no rows");
    assertThatThrownBy(
            () ->
                read(
                    "{\"format\":1,\"subjects\":{\"text_input\":{\"all\":{\"records\":1,\"features\":"
                        + "{\"words\":{\"scale\":\"words\",\"counts\":[256,1]}}}}}}"))
        .hasMessageContaining("no bucket 256 of 256");
  }

  @Test
  void reference_withoutRows_isRefused() {
    assertThatThrownBy(() -> DriftReference.ofTexts(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no rows");
  }

  private static DriftReference read(String json) {
    return DriftReferenceJson.read(json.getBytes(StandardCharsets.UTF_8));
  }

  /** Half of the answers are right, all of them with a probability of 0.8. */
  private static List<TextRow> texts(int count) {
    List<TextRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Answer answer = new Answer(new double[] {0.2, 0.8}, i % 2);
      rows.add(
          new TextRow(
              "The kettle number " + i + " boils fast",
              i % 3 == 0 ? null : "en-GB",
              Map.of(DriftSubject.SPAM_SCORES, answer)));
    }
    return rows;
  }
}
