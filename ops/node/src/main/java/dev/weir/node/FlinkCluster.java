package dev.weir.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/**
 * The Flink cluster of this process: job manager, one task manager, REST and web UI. Started once,
 * closed once. Jobs come as jars over REST, exactly as on a cluster of its own.
 */
final class FlinkCluster implements AutoCloseable {

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(8);

  private final MiniCluster cluster;

  private FlinkCluster(MiniCluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Empties the scratch folder and starts the cluster; returns once REST answers.
   *
   * @throws Exception what Flink throws, with the cause that {@link StartFailure} explains
   */
  static FlinkCluster start(NodeConfig config) throws Exception {
    Path scratch = FlinkSettings.scratchDir(config);
    deleteTree(scratch);
    Files.createDirectories(scratch);
    Configuration settings = FlinkSettings.of(config);
    FileSystem.initialize(settings, null);
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setCommonBindAddress(NodeConfig.LOOPBACK)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(config.slots())
                .build());
    cluster.start();
    return new FlinkCluster(cluster);
  }

  private static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** Cancels what runs and stops the cluster; gives up waiting after eight seconds. */
  @Override
  public void close() {
    cluster.closeAsync().orTimeout(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS).join();
  }
}
