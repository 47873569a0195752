package dev.weir.platform.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunFileTest {

  @TempDir Path dir;

  @Test
  void read_written_isTheSame() throws IOException {
    RunFile file = new RunFile(dir);
    RunState state = state(ProcessRef.of("supervisor", ProcessHandle.current()));

    file.write(state);

    assertThat(file.read()).contains(state);
    file.delete();
    assertThat(file.read()).isEmpty();
  }

  @Test
  void read_cutOff_isEmpty() throws IOException {
    new RunFile(dir).write(state(new ProcessRef("supervisor", 1, 1)));
    Path path = dir.resolve("run/platform.json");
    Files.writeString(path, Files.readString(path).substring(0, 20));

    assertThat(new RunFile(dir).read()).isEmpty();
  }

  @Test
  void read_fieldOfALaterVersion_isSkipped() throws IOException {
    RunState state = state(new ProcessRef("supervisor", 1, 1));
    new RunFile(dir).write(state);
    Path path = dir.resolve("run/platform.json");
    Files.writeString(path, Files.readString(path).replaceFirst("\\{", "{\"later\":true,"));

    assertThat(new RunFile(dir).read()).contains(state);
  }

  private static RunState state(ProcessRef supervisor) {
    return new RunState(
        true,
        supervisor,
        "/data",
        "weir.",
        "127.0.0.1:1",
        "http://127.0.0.1:2",
        "http://127.0.0.1:3",
        null,
        List.of(new ProcessRef("node", 4, 5)));
  }
}
