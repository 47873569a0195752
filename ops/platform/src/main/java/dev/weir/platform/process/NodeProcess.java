package dev.weir.platform.process;

import dev.weir.platform.Installation;
import dev.weir.platform.PlatformConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The child that holds broker and Flink: how it starts and what it answers. */
public final class NodeProcess {

  /** Name in messages and in the run file. */
  public static final String NAME = "node";

  /** The line that says: broker and Flink answer. */
  private static final String READY = "weir-node ready";

  /** The start of the line that says why they do not. */
  private static final String FAILED = "weir-node failed: ";

  /** What Flink opens of the JDK for its serializers; the list of its own default configuration. */
  private static final List<String> FLINK_OPENS =
      List.of(
          "java.base/java.lang",
          "java.base/java.net",
          "java.base/java.io",
          "java.base/java.nio",
          "java.base/sun.nio.ch",
          "java.base/java.lang.reflect",
          "java.base/java.text",
          "java.base/java.time",
          "java.base/java.util",
          "java.base/java.util.concurrent",
          "java.base/java.util.concurrent.atomic",
          "java.base/java.util.concurrent.locks");

  private NodeProcess() {}

  /** The specification for a configuration whose ports are chosen. */
  public static ChildSpec spec(PlatformConfig config, Installation installation) {
    Path dir = config.dir();
    Path logs = dir.resolve("logs");
    return new ChildSpec(
        NAME,
        false,
        flags(),
        Map.of(
            "weir.data.dir", dir.resolve("data").toString(),
            "weir.log.dir", logs.toString(),
            "weir.broker.port", Integer.toString(config.brokerPort()),
            "weir.controller.port", Integer.toString(config.controllerPort()),
            "weir.flink.port", Integer.toString(config.flinkPort()),
            "weir.flink.slots", Integer.toString(config.slots())),
        // one thread a call in the tokenizer: the task's parallelism is the only one; and no report
        // of the models in use to ONNX Runtime's maker (docs/decisions/0060)
        Map.of(
            "RAYON_NUM_THREADS", "1",
            "TOKENIZERS_PARALLELISM", "false",
            "ORT_DISABLE_TELEMETRY", "1"),
        List.of(installation.nodeClassPath()),
        "dev.weir.node.NodeMain",
        List.of(),
        dir.resolve("run").resolve("node.args"),
        logs.resolve("node.out"),
        logs.resolve("node.log"));
  }

  /** Understands a line of its standard output; what it does not know is not for this program. */
  public static void hear(String line, Runnable ready, Consumer<String> failed) {
    if (line.equals(READY)) {
      ready.run();
    } else if (line.startsWith(FAILED)) {
      failed.accept(line.substring(FAILED.length()));
    }
  }

  private static List<String> flags() {
    // event ids and campaigns of ten minutes are on the heap: some 400 bytes for each event
    List<String> memory =
        List.of("-Xms192m", "-XX:MaxRAMPercentage=25", "-XX:+ExitOnOutOfMemoryError");
    return Stream.concat(
            memory.stream(), FLINK_OPENS.stream().map(p -> "--add-opens=" + p + "=ALL-UNNAMED"))
        .toList();
  }
}
