package dev.weir.retrain.text.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.retrain.text.train.Checkpoint.State;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  @TempDir Path dir;

  @Test
  void state_written_isReadBack() throws IOException {
    Path file = dir.resolve("state");
    Checkpoint.write(
        file,
        new State("key", new int[] {7}, "note"),
        List.of(new float[] {1, 2, 3}, new float[20_000]));

    float[] first = new float[3];
    State state = Checkpoint.read(file, "key", List.of(first, new float[20_000]));

    assertThat(first).containsExactly(1, 2, 3);
    assertThat(state).isNotNull();
    assertThat(state.numbers()).containsExactly(7);
    assertThat(state.note()).isEqualTo("note");
  }

  @Test
  void state_ofAnotherRun_isNotTaken() throws IOException {
    Path file = dir.resolve("state");
    Checkpoint.write(file, new State("key", new int[] {7}, ""), List.of(new float[3]));

    assertThat(Checkpoint.read(file, "other", List.of(new float[3]))).isNull();
    assertThat(Checkpoint.read(dir.resolve("none"), "key", List.of(new float[3]))).isNull();
  }

  @Test
  void state_cutOrChanged_isNotTaken() throws IOException {
    Path file = dir.resolve("state");
    Checkpoint.write(file, new State("key", new int[] {7}, ""), List.of(new float[3]));
    byte[] bytes = Files.readAllBytes(file);

    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 9));
    assertThat(Checkpoint.read(file, "key", List.of(new float[3]))).isNull();
    bytes[bytes.length - 10] ^= 1;
    Files.write(file, bytes);
    assertThat(Checkpoint.read(file, "key", List.of(new float[3]))).isNull();
  }

  @Test
  void disk_full_leavesTheLastGoodOne() throws IOException {
    Path file = dir.resolve("state");
    Checkpoint.write(file, new State("key", new int[] {1}, ""), List.of(new float[50_000]));

    assertThatThrownBy(
            () ->
                Checkpoint.write(
                    file,
                    new State("key", new int[] {2}, ""),
                    List.of(new float[50_000]),
                    path -> new FullDisk(Files.newOutputStream(path), 100_000)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No space left")
        .hasMessageContaining("the last good one stays");

    State state = Checkpoint.read(file, "key", List.of(new float[50_000]));
    assertThat(state).isNotNull();
    assertThat(state.numbers()).containsExactly(1);
    assertThat(dir.toFile().list()).containsExactly("state");
  }

  /** Takes so many bytes and no more. */
  private static final class FullDisk extends FilterOutputStream {
    private int left;

    FullDisk(OutputStream out, int left) {
      super(out);
      this.left = left;
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      left -= count;
      if (left < 0) {
        throw new IOException("No space left on device");
      }
      out.write(bytes, from, count);
    }
  }
}
