package dev.weir.retrain.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  @TempDir Path dir;

  private final NDManager manager = Torch.manager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void arrays_written_areReadBack() throws IOException {
    Path file = dir.resolve("state");
    Checkpoint.write(file, "key", "note", arrays(1, 2, 3));

    Map<String, NDArray> read = arrays(0, 0, 0);

    assertThat(Checkpoint.read(file, "key", read)).isEqualTo("note");
    assertThat(values(read)).containsExactly(1, 2, 3);
  }

  @Test
  void arrays_ofAnotherTraining_areNotTaken() throws IOException {
    Path file = dir.resolve("state");
    Checkpoint.write(file, "key", "", arrays(1, 2, 3));

    assertThat(Checkpoint.read(file, "other", arrays(0, 0, 0))).isNull();
    assertThat(Checkpoint.read(file, "key", arrays(0, 0))).isNull();
    assertThat(Checkpoint.read(dir.resolve("none"), "key", arrays(0, 0, 0))).isNull();
  }

  @Test
  void file_cutOrChanged_leavesTheArraysAsTheyAre() throws IOException {
    Path file = dir.resolve("state");
    Checkpoint.write(file, "key", "", arrays(1, 2, 3));
    byte[] bytes = Files.readAllBytes(file);
    Map<String, NDArray> read = arrays(7, 8, 9);

    Files.write(file, Arrays.copyOf(bytes, bytes.length - 9));
    assertThat(Checkpoint.read(file, "key", read)).isNull();
    bytes[bytes.length - 10] ^= 1;
    Files.write(file, bytes);
    assertThat(Checkpoint.read(file, "key", read)).isNull();
    assertThat(values(read)).containsExactly(7, 8, 9);
  }

  @Test
  void disk_full_leavesTheLastGoodOne() throws IOException {
    Path file = dir.resolve("state");
    Checkpoint.write(file, "key", "good", arrays(1, 2, 3));

    assertThatThrownBy(
            () -> Checkpoint.write(file, "key", "bad", arrays(4, 5, 6), CheckpointTest::full))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No space left on device")
        .hasMessageContaining("the last good one stays");

    assertThat(Checkpoint.read(file, "key", arrays(0, 0, 0))).isEqualTo("good");
    assertThat(dir).isDirectoryNotContaining("glob:**.new");
  }

  private static OutputStream full(Path path) throws IOException {
    return new FilterOutputStream(Files.newOutputStream(path)) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, Math.min(length, 20));
        throw new IOException("No space left on device");
      }
    };
  }

  private Map<String, NDArray> arrays(float... values) {
    return Map.of("a", manager.create(values));
  }

  private static float[] values(Map<String, NDArray> arrays) {
    return arrays.get("a").toFloatArray();
  }
}
