package dev.weir.flinkbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowCodecTest {

  static List<RowCodec> codecs() {
    return List.of(new JsonRows(), new AvroRows(7, 7));
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void write_isReadBack(RowCodec codec) throws IOException {
    float[] row = {0.25f, -3e-7f, 1f, Float.MAX_VALUE};
    float[] read = new float[row.length];
    assertThat(codec.read(codec.write(12, row), read)).isEqualTo(12);
    assertThat(read).containsExactly(row);
    assertThat(codec.read(codec.write(13, read), row)).isEqualTo(13);
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void read_ofAnotherWidth_isRefused(RowCodec codec) throws IOException {
    for (int width : new int[] {3, 5}) {
      byte[] value = codec.write(12, new float[width]);
      assertThatThrownBy(() -> codec.read(value, new float[4]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected 4 numbers, found " + width);
    }
  }
}
