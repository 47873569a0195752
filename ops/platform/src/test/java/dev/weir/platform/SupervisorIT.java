package dev.weir.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.weir.platform.run.ProcessRef;
import dev.weir.platform.run.RunFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a supervisor dies: killed, asked to end, and by Ctrl-C in a terminal. */
final class SupervisorIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int KILLED = 128 + 9;
  private static final int INTERRUPTED = 128 + 2;
  private static final int TERMINATED = 128 + 15;

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endAll() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void killed_leavesNoChild_andTheNextStartsAtOnce(@TempDir Path dir) throws Exception {
    Process first = start(dir);
    List<ProcessHandle> children = children(dir);
    assertThat(children).hasSize(2).allMatch(ProcessHandle::isAlive);
    assertThatThrownBy(() -> Platform.start(PlatformConfig.onFreePorts(dir), StartProgress.none()))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("process " + first.pid());

    first.destroyForcibly();
    assertThat(first.waitFor()).isEqualTo(KILLED);
    Process second = start(dir);

    assertThat(children).noneMatch(ProcessHandle::isAlive);
    RunningPlatform found = PlatformProbe.find(dir).orElseThrow();
    assertThat(found.pid()).isEqualTo(second.pid());
    found.stop(LIMIT);
    assertThat(second.waitFor()).isEqualTo(TERMINATED);
    assertThat(PlatformProbe.find(dir)).isEmpty();
    assertThat(dir.resolve("run/platform.json")).doesNotExist();
  }

  @Test
  void interruptedAsGroup_stopsInOrder_andKilledAlone_childrenEndByThemselves(@TempDir Path dir)
      throws Exception {
    assumeThat(Path.of("/usr/bin/setsid")).exists();
    Process process = start(dir, "/usr/bin/env", "--default-signal=INT", "/usr/bin/setsid");
    List<ProcessHandle> children = children(dir);

    new ProcessBuilder("/bin/kill", "-INT", "--", "-" + process.pid()).start().waitFor();

    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(INTERRUPTED);
    assertThat(children).noneMatch(ProcessHandle::isAlive);
    assertThat(Files.readString(dir.resolve("logs/node.log"))).contains("the node has stopped");

    Process again = start(dir);
    List<ProcessHandle> orphans = children(dir);
    again.destroyForcibly();
    await().atMost(LIMIT).until(() -> orphans.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(Files.readString(dir.resolve("logs/node.log")))
        .containsPattern("(?s)(the node has stopped.*){2}");
  }

  private Process start(Path dir, String... wrapper) throws IOException {
    List<String> command = new ArrayList<>(List.of(wrapper));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-D" + Installation.HOME_PROPERTY + "=" + Installation.find().home());
    command.add(SupervisorProgram.class.getName());
    command.add(dir.toString());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(dir.resolve("supervisor.err").toFile());
    builder
        .environment()
        .put(
            "CLASSPATH",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    Process process = builder.start();
    started.add(process);
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    assertThat(lines.readLine()).isEqualTo(SupervisorProgram.READY);
    return process;
  }

  private static List<ProcessHandle> children(Path dir) {
    return new RunFile(dir)
        .read().orElseThrow().children().stream()
            .map(ProcessRef::find)
            .flatMap(Optional::stream)
            .toList();
  }
}
