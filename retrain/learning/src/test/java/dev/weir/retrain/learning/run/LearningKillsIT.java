package dev.weir.retrain.learning.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.pack.PackageCheck;
import dev.weir.engine.pack.PackageStore;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * SIGKILL of the trainer at random points: five a model in an ordinary build, ten with {@code
 * -Plong}.
 */
class LearningKillsIT {
  private static final Path MODELS = Path.of("../../models");
  private static final int KILLS = Integer.getInteger("weir.kills", 5);
  private static final long LIMIT_SECONDS = 180;

  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(strings = {"weir-text", "weir-fraud"})
  void run_killedAtRandomPoints_releasesOnceAndLeavesNothingHalfWritten(String model)
      throws Exception {
    Path undisturbed = Files.createDirectory(home.resolve("undisturbed"));
    long begin = System.nanoTime();
    assertThat(ended(start(model, undisturbed))).isZero();
    long whole = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);

    Path killed = Files.createDirectory(home.resolve("killed"));
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int kills = 0;
    while (kills < KILLS) {
      Process process = start(model, killed);
      long wait = whole / 10 + (long) (random.nextDouble() * whole * 0.9);
      if (!process.waitFor(wait, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        kills++;
      }
      requireWhole(model, killed, seed);
    }
    assertThat(ended(start(model, killed))).isZero();

    requireWhole(model, killed, seed);
    assertThat(rows(killed)).as("seed %d", seed).isEmpty();
    List<RunRecord> runs = new RunLedger(killed.resolve("runs")).list();
    assertThat(runs).as("seed %d", seed).allMatch(run -> run.state().isFinal());
    assertThat(runs.get(0).state())
        .as("seed %d: %s", seed, runs.get(0).reason())
        .isEqualTo(RunState.RELEASED);
    assertThat(Files.readAllLines(killed.resolve(KilledRun.TOPIC)))
        .as("seed %d", seed)
        .contains(model + "@1.1.0")
        .doesNotHaveDuplicates()
        .hasSize((int) runs.stream().filter(run -> run.state() == RunState.RELEASED).count());
  }

  /** Files with what users wrote or paid. */
  private static List<Path> rows(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(
              file ->
                  file.endsWith("snapshot/rows.jsonl.gz") || file.endsWith("snapshot/payments.bin"))
          .toList();
    }
  }

  /** What is in the store is sound, and what was announced is in the store. */
  private static void requireWhole(String model, Path folder, long seed) throws IOException {
    PackageStore store = new PackageStore(folder.resolve(KilledRun.STORE));
    for (PackageStore.Entry entry : store.list()) {
      assertThat(PackageCheck.of(entry.dir()).sound())
          .as("seed %d: %s", seed, entry.dir())
          .isTrue();
    }
    Path topic = folder.resolve(KilledRun.TOPIC);
    if (Files.exists(topic)) {
      for (String announced : Files.readAllLines(topic)) {
        assertThat(store.find(announced)).as("seed %d", seed).exists();
      }
    }
    assertThat(new RunLedger(folder.resolve("runs")).list())
        .as("seed %d", seed)
        .allMatch(run -> run.name().equals(model));
  }

  private static int ended(Process process) throws InterruptedException {
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private static Process start(String model, Path folder) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "-Dai.djl.offline=true",
            KilledRun.class.getName(),
            MODELS.resolve(model).resolve("1.0.0").toString(),
            folder.toString());
    // a long command line ends ONNX Runtime (docs/decisions), so the class path goes by the side
    builder
        .environment()
        .put(
            "CLASSPATH",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
    File log = folder.resolveSibling(folder.getFileName() + ".log").toFile();
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }
}
