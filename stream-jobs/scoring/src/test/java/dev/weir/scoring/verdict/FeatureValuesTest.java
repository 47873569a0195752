package dev.weir.scoring.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.schemas.FraudVerdict;
import dev.weir.scoring.fraud.FraudFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class FeatureValuesTest {

  private static final Schema MAP = FraudVerdict.getClassSchema().getField("features").schema();

  private static FeatureValues everyThirdMissing() {
    float[] row = new float[FraudFeature.count()];
    for (int i = 0; i < row.length; i++) {
      row[i] = i % 3 == 0 ? Float.NaN : i - 7.5f;
    }
    return new FeatureValues(row);
  }

  @Test
  void entries_writtenByThemselves_areReadByAvroAsTheSameMap() throws IOException {
    FeatureValues features = everyThirdMissing();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
    out.writeMapStart();
    out.setItemCount(features.size());
    features.writeTo(out, MAP.getValueType());
    out.writeMapEnd();
    out.flush();

    Map<CharSequence, Object> read =
        new GenericDatumReader<Map<CharSequence, Object>>(MAP)
            .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));

    Map<String, Object> byName = new TreeMap<>();
    read.forEach((name, value) -> byName.put(name.toString(), value));
    assertThat(byName).hasSize(FraudFeature.count()).isEqualTo(new TreeMap<>(features));
    assertThat(byName).containsValue(null).containsValue(-6.5f);
  }

  @Test
  void entries_ofAnotherSchema_areRefused() {
    BinaryEncoder out = EncoderFactory.get().binaryEncoder(new ByteArrayOutputStream(), null);

    assertThatThrownBy(() -> everyThirdMissing().writeTo(out, SchemaBuilder.builder().doubleType()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("double");
  }
}
