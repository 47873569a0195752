package dev.weir.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com/hook",
        "https://example.com:8443/hook?tenant=1",
        "http://localhost:8080/hook",
        "http://127.0.0.1/hook",
        "http://[::1]:9/hook"
      })
  void url_encryptedOrOnThisMachine_isTaken(String url) {
    assertThat(new Target(URI.create(url), TIMEOUT).url()).isEqualTo(URI.create(url));
  }

  @ParameterizedTest
  @CsvSource({
    "http://example.com/hook, is not encrypted",
    "http://localhost.example.com/hook, is not encrypted",
    "http://127.0.0.1.example.com/hook, is not encrypted",
    "ftp://example.com/hook, is none of https://",
    "example.com/hook, is none of https://",
    "https://user:word@example.com/hook, carries a password",
  })
  void url_ofAnotherKind_isRefused(String url, String why) {
    assertThatThrownBy(() -> new Target(URI.create(url), TIMEOUT))
        .hasMessageContaining(why)
        .hasMessageNotContaining("word@");
  }

  @Test
  void toString_leavesTheQueryOut() {
    assertThat(new Target(URI.create("https://example.com/hook?token=abc"), TIMEOUT))
        .hasToString("https://example.com/hook");
  }

  @Test
  void timeout_ofNothing_isRefused() {
    assertThatThrownBy(() -> new Target(URI.create("https://example.com/"), Duration.ZERO))
        .hasMessageContaining("the timeout is PT0S");
  }
}
