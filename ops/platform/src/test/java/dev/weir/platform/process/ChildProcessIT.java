package dev.weir.platform.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChildProcessIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path dir;

  @Test
  void start_programThatExits_itsLinesAreHeardBeforeItsEnd() throws IOException {
    List<String> heard = new CopyOnWriteArrayList<>();
    CompletableFuture<String> end = new CompletableFuture<>();

    ChildProcess child = ChildProcess.start(spec("exit"), heard::add);
    child.whenEnded(code -> end.complete(code + " " + heard));

    assertThat(end.orTimeout(30, TimeUnit.SECONDS).join()).isEqualTo("7 [a b, c]");
  }

  @Test
  void start_again_keepsTheOutputBefore() throws IOException {
    for (int i = 0; i < 2; i++) {
      ChildProcess child = ChildProcess.start(spec("exit"));
      await().atMost(LIMIT).until(() -> !child.isAlive());
    }

    assertThat(Files.readString(dir.resolve("out"))).contains("a b");
    assertThat(Files.readString(dir.resolve("out.1"))).contains("a b");
  }

  @Test
  void stop_programThatWillNot_killsIt() throws IOException {
    List<String> heard = new CopyOnWriteArrayList<>();
    ChildProcess child = ChildProcess.start(spec("stay"), heard::add);
    await().atMost(LIMIT).until(() -> heard.contains("staying"));

    child.stop(Duration.ofMillis(200));

    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void start_inTheBackground_leavesProcessorsToOthers() throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    ChildProcess child = ChildProcess.start(spec("stay", true), heard::add);
    await().atMost(LIMIT).until(() -> heard.contains("staying"));
    try {
      assertThat(niceness(child.handle().pid()))
          .isEqualTo(Math.min(19, niceness(ProcessHandle.current().pid()) + 10));
      assertThat(child.handle().info().command())
          .hasValueSatisfying(command -> assertThat(command).endsWith("java"));
    } finally {
      child.stop(Duration.ofMillis(200));
    }
  }

  /** The nineteenth field; the second, in brackets, may have spaces. */
  private static int niceness(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
    return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
  }

  private ChildSpec spec(String mode) {
    return spec(mode, false);
  }

  private ChildSpec spec(String mode, boolean background) {
    return new ChildSpec(
        "stubborn",
        background,
        List.of("-Xmx32m"),
        Map.of("mode", mode, "text", "a b"),
        Map.of(),
        List.of(CodeSource.of(Stubborn.class).toString()),
        Stubborn.class.getName(),
        List.of(),
        dir.resolve("args"),
        dir.resolve("out"),
        dir.resolve("out"));
  }

  /** Exits with 7, or does not exit when asked to. */
  public static final class Stubborn {

    private Stubborn() {}

    public static void main(String[] args) throws InterruptedException {
      if (System.getProperty("mode").equals("exit")) {
        System.out.println(System.getProperty("text"));
        System.out.println("c");
        System.exit(7);
      }
      Runtime.getRuntime().addShutdownHook(new Thread(Stubborn::waitForEver));
      System.out.println("staying");
      waitForEver();
    }

    private static void waitForEver() {
      new CompletableFuture<Void>().join();
    }
  }
}
