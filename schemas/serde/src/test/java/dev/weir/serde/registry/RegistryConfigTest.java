package dev.weir.serde.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistryConfigTest {

  @Test
  void of_url_hasDefaults() {
    RegistryConfig config = RegistryConfig.of("http://127.0.0.1:8081");

    assertThat(config.urls()).containsExactly(URI.create("http://127.0.0.1:8081"));
    assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.readTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.clientProperties()).isEmpty();
  }

  @Test
  void urls_emptyOrNotHttp_areNamed() {
    Duration second = Duration.ofSeconds(1);

    assertThatThrownBy(() -> new RegistryConfig(List.of(), second, second, Map.of()))
        .hasMessageContaining("no URL");
    assertThatThrownBy(() -> RegistryConfig.of("localhost:8081"))
        .hasMessageContaining("localhost:8081")
        .hasMessageContaining("http://host:port");
  }

  @Test
  void timeouts_notPositive_areNamed() {
    List<URI> urls = List.of(URI.create("http://127.0.0.1:8081"));
    Duration second = Duration.ofSeconds(1);

    assertThatThrownBy(() -> new RegistryConfig(urls, Duration.ZERO, second, Map.of()))
        .hasMessageContaining("connect time-out of PT0S");
    assertThatThrownBy(() -> new RegistryConfig(urls, second, second.negated(), Map.of()))
        .hasMessageContaining("read time-out of PT-1S");
  }
}
