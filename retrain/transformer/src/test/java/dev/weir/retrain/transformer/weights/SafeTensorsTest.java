package dev.weir.retrain.transformer.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.retrain.transformer.error.FineTuneException;
import dev.weir.retrain.transformer.error.FineTuneException.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTensorsTest {
  @TempDir private Path dir;
  private Path file;

  @BeforeEach
  void choose() {
    file = dir.resolve(SafeTensors.FILE);
  }

  @Test
  void read_whatWasWritten_isTheSame() throws IOException {
    Weight matrix = new Weight("b.weight", new long[] {2, 3}, new float[] {1, 2, 3, 4, 5, -6.5f});
    Weight vector = new Weight("a.bias", new long[] {1}, new float[] {Float.MIN_VALUE});
    SafeTensors.write(file, List.of(matrix, vector));
    Map<String, Weight> read = SafeTensors.read(file);
    assertThat(read.keySet()).containsExactly("a.bias", "b.weight");
    assertThat(read.get("b.weight").hasContentOf(matrix)).isTrue();
    assertThat(read.get("a.bias").hasContentOf(vector)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "15360, 1",
    "49152, -2",
    "31743, 65504",
    "1, 5.9604645E-8",
    "1024, 6.1035156E-5",
    "32768, -0.0",
    "31744, Infinity",
    "13653, 0.333251953125"
  })
  void read_halfPrecision_givesTheSameNumber(int bits, float value) throws IOException {
    byte[] data =
        ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort((short) bits).array();
    write("{\"x\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[0,2]}}", data);
    assertThat(SafeTensors.read(file).get("x").values()).containsExactly(value);
  }

  @Test
  void read_brainFloat_givesTheSameNumber() throws IOException {
    byte[] data =
        ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort((short) 0xC040).array();
    write("{\"x\":{\"dtype\":\"BF16\",\"shape\":[],\"data_offsets\":[0,2]}}", data);
    assertThat(SafeTensors.read(file).get("x").values()).containsExactly(-3f);
  }

  @Test
  void read_idsAmongTheWeights_passesOverThem() throws IOException {
    write("{\"ids\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}", new byte[8]);
    assertThat(SafeTensors.read(file)).isEmpty();
  }

  @Test
  void read_truncatedAnywhere_isRefused() throws IOException {
    SafeTensors.write(
        file, List.of(new Weight("only.weight", new long[] {4}, new float[] {1, 2, 3, 4})));
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertRefused("");
    }
  }

  @Test
  void read_truncatedValues_namesTheTensorAndBothLengths() throws IOException {
    write("{\"x\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}", new byte[12]);
    assertRefused("x lies at bytes 0 to 16 of 12");
  }

  @Test
  void read_offsetsThatDoNotFitTheShape_namesBoth() throws IOException {
    write("{\"x\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,16]}}", new byte[16]);
    assertRefused("x has 16 bytes where its shape [3] of F32 takes 12");
  }

  @Test
  void read_shapeThatOverflows_isRefused() throws IOException {
    write(
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,0]}}",
        new byte[0]);
    assertRefused("x has 0 bytes");
  }

  @Test
  void read_headerThatIsNoJson_isRefused() throws IOException {
    write("{\"x\": oh", new byte[0]);
    assertRefused("its header is no JSON");
  }

  @Test
  void read_headerLongerThanTheFile_namesBothLengths() throws IOException {
    Files.write(file, ByteBuffer.allocate(9).order(ByteOrder.LITTLE_ENDIAN).putLong(500).array());
    assertRefused("claims 500 bytes, the file has 9");
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> SafeTensors.read(file))
        .isInstanceOfSatisfying(
            FineTuneException.class,
            e -> assertThat(e.problem()).isEqualTo(Problem.DAMAGED_WEIGHTS))
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message);
  }

  private void write(String header, byte[] data) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file, bytes.putLong(json.length).put(json).put(data).array());
  }
}
