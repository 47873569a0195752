package dev.weir.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.console.access.ApiKeys;
import dev.weir.console.access.MakeKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleSettingsTest {

  @TempDir Path dir;

  @Test
  void console_thatOthersReach_isRefusedWithoutKeys() throws IOException {
    assertThatThrownBy(() -> settings("0.0.0.0", Set.of(), ApiKeys.none()))
        .hasMessageContaining("option --bind is 0.0.0.0")
        .hasMessageContaining("WEIR_CONSOLE_KEYS_FILE");
    assertThatThrownBy(() -> settings("127.0.0.1", Set.of("console.example"), ApiKeys.none()))
        .hasMessageContaining("option --host");

    assertThat(settings("0.0.0.0", Set.of("console.example"), keys()).allHosts())
        .containsExactly("console.example");
  }

  @Test
  void console_onThisMachine_needsNoKeys() {
    assertThat(settings("127.0.0.1", Set.of(), ApiKeys.none()).allHosts())
        .containsExactly("127.0.0.1");
    assertThat(settings("::1", Set.of(), ApiKeys.none()).bind().isLoopbackAddress()).isTrue();
  }

  @Test
  void address_thatIsNone_isNamed() {
    assertThatThrownBy(() -> ConsoleSettings.address("no such host"))
        .hasMessageContaining("option --bind expects an address")
        .hasMessageContaining("no such host");
  }

  private ApiKeys keys() throws IOException {
    Path file = dir.resolve("keys");
    Files.writeString(file, MakeKey.text("a", "golden").lines().skip(3).findFirst().orElseThrow());
    return ApiKeys.read(file);
  }

  private static ConsoleSettings settings(String bind, Set<String> hosts, ApiKeys keys) {
    return new ConsoleSettings(
        ConsoleSettings.address(bind),
        0,
        hosts,
        keys,
        "127.0.0.1:9092",
        "http://127.0.0.1:8081",
        "weir.",
        null);
  }
}
