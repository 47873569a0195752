package dev.weir.scoring.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SliceCountsTest {

  @Test
  void bytes_ofCounts_areReadEqual() {
    SliceCounts counts = some();

    assertThat(SliceCounts.fromBytes(counts.toBytes())).isEqualTo(counts);
  }

  @Test
  void counts_addedTogether_areThoseOfAllRecords() {
    SliceCounts counts = some();
    counts.add(some());

    assertThat(counts.records()).isEqualTo(6);
    assertThat(counts.features().get(Observation.LENGTH).total()).isEqualTo(4);
    assertThat(counts.features().get(Observation.CONFIDENCE).mean()).isCloseTo(0.9, within(1e-9));
  }

  @Test
  void text_withAWordTwice_countsItsBucketOnce() {
    SliceCounts counts = new SliceCounts();
    Observation.ofText("Kettle kettle KETTLE, kettle!", "en").countIn(counts);

    assertThat(counts.features().get(Observation.WORDS).total()).isEqualTo(1);
  }

  @Test
  void text_ofChineseCharacters_countsEach() {
    SliceCounts counts = new SliceCounts();
    Observation.ofText("很好用", "zh").countIn(counts);

    assertThat(counts.features().get(Observation.WORDS).total()).isEqualTo(3);
  }

  @Test
  void features_beyondTheCap_areLeftOut() {
    Map<String, Float> many = new HashMap<>();
    for (int i = 0; i < 500; i++) {
      many.put("feature_" + i, 1f);
    }
    SliceCounts counts = new SliceCounts();
    Observation.ofPayment(many).countIn(counts);

    assertThat(counts.features()).hasSize(SliceCounts.MOST_FEATURES);
  }

  @Test
  void bytes_damaged_areRefusedWithAMessage() {
    byte[] bytes = some().toBytes();

    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> SliceCounts.fromBytes(cut))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("drop the state");
    }
    bytes[0] = 9;
    assertThatThrownBy(() -> SliceCounts.fromBytes(bytes)).hasMessageContaining("version 1");
  }

  @ParameterizedTest
  @CsvSource({"NaN, 0", "0, 73", "0.001, 73", "1, 90", "-1, 56", "1e30, 145", "-1e30, 1"})
  void bucket_ofNumber_isBySignAndMagnitude(double value, int bucket) {
    assertThat(Scale.NUMBER.bucket(value)).isEqualTo(bucket);
  }

  @Test
  void bucket_ofNumbers_growsWithThem() {
    int last = Scale.NUMBER.bucket(-1e9);
    for (double value = -1e9; value < 1e9; value += Math.max(1e-3, Math.abs(value) / 100)) {
      int bucket = Scale.NUMBER.bucket(value);
      assertThat(bucket).isGreaterThanOrEqualTo(last);
      last = bucket;
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.5, 32", "1, 63", "0.9997, 63", "-1, 0", "2, 0"})
  void bucket_ofProbability_isByItsLogOdds(double probability, int bucket) {
    assertThat(Scale.PROBABILITY.bucket(probability)).isEqualTo(bucket);
  }

  private static SliceCounts some() {
    SliceCounts counts = new SliceCounts();
    Observation.ofText("The lid came loose after a week", "en-GB").countIn(counts);
    Observation.ofText("很好用", null).countIn(counts);
    Observation.ofBinary(0.1).countIn(counts);
    return counts;
  }
}
