package dev.weir.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.run.DirectoryLock;
import dev.weir.platform.run.ProcessRef;
import dev.weir.platform.run.RunFile;
import dev.weir.platform.run.RunState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlatformProbeTest {

  @TempDir Path dir;

  @Test
  void find_nothingThere_isEmpty() {
    assertThat(PlatformProbe.find(dir)).isEmpty();
    assertThat(PlatformProbe.find(dir.resolve("absent"))).isEmpty();
  }

  @Test
  void find_runFileWithoutLock_isEmpty() throws IOException {
    new RunFile(dir).write(state(ProcessRef.of("supervisor", ProcessHandle.current())));

    assertThat(PlatformProbe.find(dir)).isEmpty();
  }

  @Test
  void find_lockAndProcess_isFoundAndNothingAnswers() throws IOException {
    new RunFile(dir).write(state(ProcessRef.of("supervisor", ProcessHandle.current())));
    try (DirectoryLock lock = DirectoryLock.take(dir).orElseThrow()) {
      assertThat(lock).isNotNull();

      RunningPlatform found = PlatformProbe.find(dir).orElseThrow();

      assertThat(found.isReady()).isTrue();
      assertThat(found.parts()).hasSize(3).noneMatch(PartStatus::answers);
    }
  }

  @Test
  void find_processWithAReusedNumber_isEmpty() throws IOException {
    new RunFile(dir).write(state(new ProcessRef("supervisor", ProcessHandle.current().pid(), 1)));
    try (DirectoryLock lock = DirectoryLock.take(dir).orElseThrow()) {
      assertThat(lock).isNotNull();
      assertThat(PlatformProbe.find(dir)).isEmpty();
    }
  }

  private RunState state(ProcessRef supervisor) {
    return new RunState(
        true,
        supervisor,
        dir.toString(),
        "weir.",
        "127.0.0.1:1",
        "http://127.0.0.1:1/apis/ccompat/v7",
        "http://127.0.0.1:1",
        null,
        List.of());
  }
}
