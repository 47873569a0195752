package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.Platform;
import dev.weir.serde.topic.WeirTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job is started again and again in one TaskManager. Native libraries load once, and memory
 * beside the heap, which is held at its size from the start, stays what it is. Ten starts in an
 * ordinary build, fifty with {@code -Plong}; the figures go to standard output and {@code
 * target/kills}.
 */
@EnabledOnOs(OS.LINUX) // reads /proc
class RestartMemoryIT {

  private static final int RESTARTS = Integer.getInteger("weir.restarts", 10);

  /** Starts until class loaders, thread pools and arenas have their size. */
  private static final int WARM_UP = 6;

  /**
   * What a start may add, in KiB. A session of the shipped model that stays open adds 65,000.
   * Resident memory of a job that keeps its size has a standard deviation of 9,000 from start to
   * start, which moves a line through ten starts by 1,000 a start and one through fifty by 100.
   */
  private static final double MOST_GROWTH_KIB = RESTARTS < 50 ? 8_192 : 2_048;

  /** A heap of one size, and class loaders of jobs that are gone held by no soft reference. */
  private static final String[] FLAGS = {
    "-Xms384m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC", "-XX:SoftRefLRUPolicyMSPerMB=0"
  };

  private static final Duration LIMIT = Duration.ofSeconds(90);

  @TempDir Path dir;

  @Test
  void jobStartedAgainAndAgain_loadsNativeCodeOnceAndKeepsItsMemory() throws Exception {
    Platform platform = SharedPlatform.get();
    Path model = Path.of(System.getProperty("weir.models"), "weir-text", "1.0.0");
    long[] resident = new long[WARM_UP + RESTARTS];
    try (FlinkCluster cluster = FlinkCluster.start(dir, 1, FLAGS);
        TestTopics topics = TestTopics.create(platform, "restarts.");
        TopicTail tail = topics.tail(WeirTopic.TEXT_VERDICTS)) {
      long pid = cluster.taskManagerPid();
      VerdictCount verdicts = new VerdictCount(topics);
      for (int i = 0; i < resident.length; i++) {
        TextJob job = TextJob.submit(cluster.rest(), platform, topics, model);
        int events = i + 1;
        try (Sender sender = topics.sender()) {
          sender.send(new Comments(topics).comment("k", "event-" + i, "a kettle, no. " + i));
        }
        tail.readUntil(all -> verdicts.take(all).events() >= events, LIMIT);
        assertThat(verdicts.events()).isEqualTo(events);
        job.cancel();
        runJcmd(pid, "GC.run");
        runJcmd(pid, "System.trim_native_heap");
        resident[i] = residentKiB(pid);
      }
      double growth = slope(Arrays.copyOfRange(resident, WARM_UP, resident.length));
      report(resident, growth);
      assertThat(nativeLibraries(pid, "onnxruntime")).hasSizeLessThanOrEqualTo(2);
      assertThat(nativeLibraries(pid, "tokenizers")).hasSizeLessThanOrEqualTo(1);
      assertThat(growth).as("KiB a start").isLessThan(MOST_GROWTH_KIB);
    }
  }

  /** The median of the slopes between all pairs (Theil, 1950; Sen, 1968). */
  private static double slope(long[] values) {
    double[] slopes = new double[values.length * (values.length - 1) / 2];
    int n = 0;
    for (int i = 0; i < values.length; i++) {
      for (int j = i + 1; j < values.length; j++) {
        slopes[n++] = (values[j] - values[i]) / (double) (j - i);
      }
    }
    Arrays.sort(slopes);
    return slopes[n / 2];
  }

  private static void report(long[] resident, double growth) throws IOException {
    String line =
        String.format(
            Locale.ROOT,
            "%d starts after %d: resident memory %s KiB, %.0f KiB a start",
            RESTARTS,
            WARM_UP,
            Arrays.toString(resident),
            growth);
    System.out.println(line);
    Path folder = Files.createDirectories(Path.of("target/kills"));
    Files.writeString(folder.resolve("restarts.txt"), line + "\n");
  }

  /**
   * Direct buffers and class loaders of jobs that are gone wait for a collection, and freed pages
   * for the allocator to give them back.
   */
  private static void runJcmd(long pid, String command) throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(jcmd, Long.toString(pid), command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).isZero();
  }

  private static Set<String> nativeLibraries(long pid, String name) throws IOException {
    try (Stream<String> maps = Files.lines(Path.of("/proc/" + pid + "/maps"))) {
      return maps.map(line -> line.substring(line.lastIndexOf(' ') + 1))
          .filter(path -> path.contains(name) && path.contains(".so"))
          .collect(Collectors.toSet());
    }
  }

  private static long residentKiB(long pid) throws IOException {
    try (Stream<String> status = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      String line = status.filter(one -> one.startsWith("VmRSS:")).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", ""));
    }
  }
}
