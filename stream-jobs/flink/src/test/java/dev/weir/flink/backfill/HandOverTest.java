package dev.weir.flink.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.flink.options.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandOverTest {

  static final HandOver POINT =
      new HandOver(
          "cluster-1",
          Map.of("--zone", "UTC"),
          Map.of("pay", Map.of(0, 7L, 10, 0L), "feedback", Map.of(0, 3L)));

  @TempDir Path dir;

  @Test
  void file_writtenAndRead_isTheSamePoint() {
    Path savepoint = dir.resolve("new/folder");
    HandOverFile.write(POINT, savepoint.toUri().toString());

    HandOver read = HandOverFile.read(savepoint.resolve("start-offsets.json").toString());

    assertThat(read).isEqualTo(POINT);
    assertThat(read.of("pay"))
        .isEqualTo(Map.of(new TopicPartition("pay", 0), 7L, new TopicPartition("pay", 10), 0L));
    assertThat(read.of("other")).isEmpty();
  }

  @Test
  void write_besideASavepoint_isRefused() throws Exception {
    HandOverFile.write(POINT, dir.toString());
    HandOverFile.write(POINT, dir.toString());
    Files.createFile(dir.resolve("_metadata"));

    assertThatThrownBy(() -> HandOverFile.write(POINT, dir.toString()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("there is a savepoint in " + dir);
  }

  @Test
  void write_whereNoFolderCanBe_isRefused() throws Exception {
    Path file = Files.createFile(dir.resolve("file"));

    assertThatThrownBy(() -> HandOverFile.write(POINT, file.resolve("below").toString()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("cannot be written");
  }

  @Test
  void read_noFile_namesIt() {
    assertThatThrownBy(() -> HandOverFile.read(dir.resolve("none.json").toString()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("none.json cannot be read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hello | Unrecognized token",
        "{} | Missing creator property 'cluster'",
        "{\"cluster\":\"c\",\"settings\":{},\"offsets\":{\"pay\":{\"0\":-1}}} | expected an offset",
        "{\"cluster\":\"c\",\"settings\":{},\"offsets\":{\"pay\":{\"0\":null}}} | got null",
        "{\"cluster\":\"c\",\"settings\":{},\"offsets\":{\"pay\":{\"x\":1}}} | Cannot deserialize",
        "{\"cluster\":\"c\",\"settings\":{},\"offsets\":{},\"more\":1} | Unrecognized field",
      })
  void read_anotherFile_saysWhatIsWrong(String text, String reason) throws Exception {
    Path file = Files.writeString(dir.resolve("f.json"), text);

    assertThatThrownBy(() -> HandOverFile.read(file.toString()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("f.json is not the start-offsets.json")
        .hasMessageContaining(reason);
  }
}
