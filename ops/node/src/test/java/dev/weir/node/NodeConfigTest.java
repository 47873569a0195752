package dev.weir.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class NodeConfigTest {

  private final Map<String, String> properties =
      new HashMap<>(
          Map.of(
              "weir.data.dir", "/d",
              "weir.log.dir", "/l",
              "weir.broker.port", "9092",
              "weir.controller.port", "9093",
              "weir.flink.port", "8082",
              "weir.flink.slots", "8"));

  @Test
  void from_allProperties_mapsEach() {
    assertThat(NodeConfig.from(properties))
        .isEqualTo(new NodeConfig(Path.of("/d"), Path.of("/l"), 9092, 9093, 8082, 8));
  }

  @Test
  void from_missingProperty_namesIt() {
    properties.remove("weir.flink.slots");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> NodeConfig.from(properties))
        .withMessage("node: system property weir.flink.slots is missing");
  }

  @Test
  void from_noNumber_namesItAndWhatCame() {
    properties.put("weir.broker.port", "many");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> NodeConfig.from(properties))
        .withMessage("node: system property weir.broker.port must be a whole number, got many");
  }

  @Test
  void from_equalPorts_isRefused() {
    properties.put("weir.flink.port", "9092");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> NodeConfig.from(properties))
        .withMessageContaining("three different ports, got 9092, 9093, 9092");
  }
}
