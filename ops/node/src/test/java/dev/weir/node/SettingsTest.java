package dev.weir.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.junit.jupiter.api.Test;

final class SettingsTest {

  private final NodeConfig config =
      new NodeConfig(Path.of("/d"), Path.of("/l"), 9092, 9093, 8082, 3);

  @Test
  void broker_listeners_areOnLoopback() {
    Properties settings = BrokerSettings.of(config);

    assertThat(settings)
        .containsEntry("listeners", "PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093")
        .containsEntry("advertised.listeners", "PLAINTEXT://127.0.0.1:9092")
        .containsEntry("controller.quorum.voters", "1@127.0.0.1:9093");
  }

  @Test
  void broker_everyReplicationFactor_isOne() {
    BrokerSettings.of(config)
        .forEach(
            (key, value) -> {
              if (key.toString().endsWith("replication.factor")
                  || key.toString().endsWith("min.isr")) {
                assertThat(value).as("%s", key).isEqualTo("1");
              }
            });
  }

  @Test
  void broker_misspeltTopic_isNotCreated() {
    assertThat(BrokerSettings.of(config)).containsEntry("auto.create.topics.enable", "false");
  }

  @Test
  void flink_everyHost_isLoopback() {
    Configuration settings = FlinkSettings.of(config);

    assertThat(settings.toMap())
        .containsEntry("rest.bind-address", "127.0.0.1")
        .containsEntry("jobmanager.bind-host", "127.0.0.1")
        .containsEntry("taskmanager.bind-host", "127.0.0.1")
        .containsEntry("rest.bind-port", "8082")
        .containsEntry("taskmanager.numberOfTaskSlots", "3");
  }

  @Test
  void flink_managedMemory_isEnoughForRocksDbInEverySlot() {
    assertThat(FlinkSettings.of(config).get(TaskManagerOptions.MANAGED_MEMORY_SIZE))
        .isEqualTo(MemorySize.ofMebiBytes(3 * 256));
  }

  @Test
  void flink_everyFolder_isBelowTheDataFolder() {
    Configuration settings = FlinkSettings.of(config);

    assertThat(settings.get(CoreOptions.TMP_DIRS)).isEqualTo("/d/flink/tmp");
    assertThat(settings.toMap())
        .containsEntry("web.upload.dir", "/d/flink/tmp")
        .containsEntry("execution.checkpointing.dir", "file:///d/flink/checkpoints")
        .containsEntry("execution.checkpointing.savepoint-dir", "file:///d/flink/savepoints")
        .containsEntry("state.backend.type", "rocksdb");
  }

  @Test
  void flink_nativePackages_comeFromThisProcess() {
    assertThat(
            FlinkSettings.of(config)
                .get(CoreOptions.ALWAYS_PARENT_FIRST_LOADER_PATTERNS_ADDITIONAL))
        .contains("ai.onnxruntime.", "dev.weir.engine.");
  }
}
