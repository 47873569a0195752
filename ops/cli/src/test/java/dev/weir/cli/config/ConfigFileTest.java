package dev.weir.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cli.UsageFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class ConfigFileTest {

  private static final List<String> KNOWN = List.of("dir", "kafka-port", "registry-port");

  @TempDir Path folder;

  @Test
  void keys_thatAreKnown_areRead() throws IOException {
    assertThat(ConfigFile.read(yaml("kafka-port: 19092\ndir: /data/weir\n"), KNOWN))
        .containsExactlyInAnyOrderEntriesOf(Map.of("kafka-port", "19092", "dir", "/data/weir"));
    assertThat(ConfigFile.read(yaml("# nothing\n"), KNOWN)).isEmpty();
  }

  @Test
  void key_thatIsUnknown_isRefusedWithTheNearest() {
    assertThatThrownBy(() -> ConfigFile.read(yaml("kafka_prot: 1\n"), KNOWN))
        .isInstanceOf(UsageFailure.class)
        .hasMessageContaining("unknown key 'kafka_prot'; did you mean 'kafka-port'?");
  }

  @Test
  void file_thatIsNoMapping_isRefused() {
    assertThatThrownBy(() -> ConfigFile.read(yaml("- a\n"), KNOWN))
        .isInstanceOf(UsageFailure.class);
    assertThatThrownBy(() -> ConfigFile.read(yaml("a: [\n"), KNOWN))
        .isInstanceOf(UsageFailure.class)
        .hasMessageContaining("no YAML");
    assertThatThrownBy(() -> ConfigFile.read(yaml("dir: [a]\n"), KNOWN))
        .isInstanceOf(UsageFailure.class)
        .hasMessageContaining("single value");
  }

  @Test
  void option_isTakenFromFlagThenEnvironmentThenFileThenDefault() {
    assertThat(port(Map.of("WEIR_KAFKA_PORT", "2"), Map.of("kafka-port", "3"), "--kafka-port", "1"))
        .isEqualTo(1);
    assertThat(port(Map.of("WEIR_KAFKA_PORT", "2"), Map.of("kafka-port", "3"))).isEqualTo(2);
    assertThat(port(Map.of(), Map.of("kafka-port", "3"))).isEqualTo(3);
    assertThat(port(Map.of(), Map.of())).isEqualTo(9092);
  }

  private static int port(
      Map<String, String> environment, Map<String, String> file, String... args) {
    Ports ports = new Ports();
    new CommandLine(ports)
        .setDefaultValueProvider(new LayeredDefaults(environment, file))
        .parseArgs(args);
    return ports.kafkaPort;
  }

  private Path yaml(String content) throws IOException {
    return Files.writeString(folder.resolve("weir.yaml"), content);
  }

  @Command
  private static final class Ports {
    @Option(names = "--kafka-port", defaultValue = "9092")
    private int kafkaPort;
  }
}
