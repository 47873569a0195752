package dev.weir.endtoend;

import dev.weir.platform.Installation;
import dev.weir.platform.flink.FlinkRest;
import dev.weir.platform.http.JsonHttp;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A standalone Flink session cluster of separate processes on loopback: one JobManager,
 * TaskManagers of one slot each, and on their class path what an existing cluster would get into
 * its {@code lib}.
 */
final class FlinkCluster implements AutoCloseable {

  private static final String PACKAGE = "org.apache.flink.runtime.";
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration ASK_LIMIT = Duration.ofSeconds(10);

  private final Path dir;
  private final List<String> flags;
  private final int restPort;
  private final List<Process> processes = new ArrayList<>();
  private final List<Process> taskManagers = new ArrayList<>();

  private FlinkCluster(Path dir, List<String> flags) throws IOException {
    this.dir = dir;
    this.flags = flags;
    int[] ports = freePorts(2);
    restPort = ports[1];
    Files.createDirectories(dir.resolve("conf"));
    Files.writeString(dir.resolve("conf/config.yaml"), config(dir, ports[0], restPort));
    Files.writeString(dir.resolve("conf/log4j2.properties"), logging());
  }

  /**
   * Starts a JobManager and so many TaskManagers with those flags for their JVM, and waits until
   * their slots are offered.
   */
  static FlinkCluster start(Path dir, int taskManagers, String... flags) throws IOException {
    FlinkCluster cluster = new FlinkCluster(dir, List.of(flags));
    try {
      cluster.spawn(
          "jobmanager",
          List.of("-Xmx256m"),
          PACKAGE + "entrypoint.StandaloneSessionClusterEntrypoint");
      for (int i = 0; i < taskManagers; i++) {
        cluster.startTaskManager();
      }
      Awaitility.await("Flink offers " + taskManagers + " slots")
          .atMost(START_LIMIT)
          .ignoreExceptions()
          .until(() -> cluster.rest().overview().path("slots-total").asInt() == taskManagers);
      return cluster;
    } catch (RuntimeException | IOException e) {
      cluster.close();
      throw e;
    }
  }

  FlinkRest rest() {
    return new FlinkRest(URI.create("http://127.0.0.1:" + restPort));
  }

  /** Starts one more TaskManager; does not wait. */
  void startTaskManager() throws IOException {
    String name = "taskmanager-" + processes.size();
    List<String> all = new ArrayList<>(List.of("-Xmx384m"));
    all.addAll(flags);
    taskManagers.add(spawn(name, all, PACKAGE + "taskexecutor.TaskManagerRunner"));
  }

  /** The process id of the oldest TaskManager. */
  long taskManagerPid() {
    return taskManagers.get(0).pid();
  }

  /** Kills one of the TaskManagers with SIGKILL; returns once it has gone. */
  void killTaskManager(Random random) {
    Process struck = taskManagers.remove(random.nextInt(taskManagers.size()));
    struck.destroyForcibly().onExit().join();
  }

  /** How many failures of a job the cluster remembers. */
  int failures(String jobId) throws IOException {
    URI failures =
        URI.create(
            "http://127.0.0.1:" + restPort + "/jobs/" + jobId + "/exceptions?maxExceptions=100");
    return new JsonHttp()
        .get(failures, ASK_LIMIT)
        .body()
        .path("exceptionHistory")
        .path("entries")
        .size();
  }

  private Process spawn(String name, List<String> flags, String mainClass) throws IOException {
    // wildcards: ONNX Runtime dies of a command line of four thousand characters
    String classPath =
        String.join(
            File.pathSeparator,
            dir.resolve("conf").toString(),
            Path.of(System.getProperty("weir.flink-cluster")).resolve("lib") + "/*",
            Installation.find().home().resolve("lib/flink") + "/*");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    for (String opened : List.of("lang", "net", "io", "nio", "util", "util.concurrent", "time")) {
      command.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", classPath, mainClass, "--configDir", dir + "/conf"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("RAYON_NUM_THREADS", "1");
    builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
    // glibc otherwise keeps what was freed in as many arenas as there were threads
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve(name + ".log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    processes.add(process);
    return process;
  }

  private static String config(Path dir, int rpcPort, int restPort) {
    Map<String, String> config = new TreeMap<>();
    config.put("jobmanager.rpc.address", "127.0.0.1");
    config.put("jobmanager.rpc.port", Integer.toString(rpcPort));
    config.put("jobmanager.bind-host", "127.0.0.1");
    config.put("taskmanager.host", "127.0.0.1");
    config.put("taskmanager.bind-host", "127.0.0.1");
    config.put("rest.address", "127.0.0.1");
    config.put("rest.bind-address", "127.0.0.1");
    config.put("rest.port", Integer.toString(restPort));
    config.put("rest.bind-port", Integer.toString(restPort));
    config.put("io.tmp.dirs", dir.resolve("tmp").toString());
    config.put("web.tmpdir", dir.resolve("tmp").toString());
    config.put("execution.checkpointing.dir", dir.resolve("checkpoints").toUri().toString());
    config.put(
        "execution.checkpointing.savepoint-dir", dir.resolve("savepoints").toUri().toString());
    // a dead TaskManager is noticed within seconds
    config.put("heartbeat.interval", "500 ms");
    config.put("heartbeat.timeout", "3 s");
    config.put("heartbeat.rpc-failure-threshold", "2");
    // without Flink's shell scripts nobody derives these
    config.put("taskmanager.numberOfTaskSlots", "1");
    config.put("taskmanager.cpu.cores", "1");
    config.put("taskmanager.memory.framework.heap.size", "64 mb");
    config.put("taskmanager.memory.framework.off-heap.size", "64 mb");
    config.put("taskmanager.memory.task.heap.size", "256 mb");
    config.put("taskmanager.memory.task.off-heap.size", "128 mb");
    config.put("taskmanager.memory.network.min", "32 mb");
    config.put("taskmanager.memory.network.max", "32 mb");
    config.put("taskmanager.memory.managed.size", "0 mb");
    config.put("taskmanager.memory.jvm-metaspace.size", "128 mb");
    config.put("taskmanager.memory.jvm-overhead.min", "64 mb");
    config.put("taskmanager.memory.jvm-overhead.max", "64 mb");
    StringBuilder yaml = new StringBuilder();
    config.forEach((key, value) -> yaml.append(key).append(": '").append(value).append("'\n"));
    return yaml.toString();
  }

  private static String logging() {
    return """
        rootLogger.level = INFO
        rootLogger.appenderRef.out.ref = out
        appender.out.type = Console
        appender.out.name = out
        appender.out.layout.type = PatternLayout
        appender.out.layout.pattern = %d{HH:mm:ss.SSS} %-5p %c{1} - %m%n
        """;
  }

  private static int[] freePorts(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      int[] ports = new int[count];
      for (int i = 0; i < count; i++) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        held.add(socket);
        ports[i] = socket.getLocalPort();
      }
      return ports;
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }

  @Override
  public void close() {
    processes.forEach(Process::destroy);
    for (Process process : processes) {
      try {
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
          process.destroyForcibly().onExit().join();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
