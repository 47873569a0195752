package dev.weir.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureTest {

  private static final Instant AT = Instant.ofEpochSecond(1_700_000_000);
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
  private static final byte[] BODY = "{\"type\":\"fraud.alert\"}".getBytes(UTF_8);

  private final Signature signature = new Signature(Secret.ofText("0123456789abcdef", "test"));

  @TempDir Path folder;

  /**
   * The value is what {@code printf '%s' '1700000000.{…}' | openssl dgst -sha256 -hmac …} gives.
   */
  @Test
  void of_knownBody_isTheHmacThatOpensslComputes() {
    assertThat(signature.of(BODY, AT))
        .isEqualTo(
            "t=1700000000,v1=c26052dcbe8396f2b67625dc6fe9c49323f3a3146bd7169df881095f1316a2a9");
  }

  @Test
  void isOf_ownHeader_holdsWithinTheToleranceEitherWay() {
    String header = signature.of(BODY, AT);
    assertThat(signature.isOf(header, BODY, AT.plus(FIVE_MINUTES), FIVE_MINUTES)).isTrue();
    assertThat(signature.isOf(header, BODY, AT.minus(FIVE_MINUTES), FIVE_MINUTES)).isTrue();
    assertThat(signature.isOf(header, BODY, AT.plusSeconds(301), FIVE_MINUTES)).isFalse();
    assertThat(signature.isOf(header, BODY, AT.minusSeconds(301), FIVE_MINUTES)).isFalse();
  }

  @Test
  void isOf_anythingChanged_doesNotHold() {
    String header = signature.of(BODY, AT);
    byte[] other = BODY.clone();
    other[3] ^= 1;
    assertThat(signature.isOf(header, other, AT, FIVE_MINUTES)).isFalse();
    assertThat(signature.isOf(header.replace("t=17", "t=18"), BODY, AT, FIVE_MINUTES)).isFalse();
    assertThat(signature.isOf(header + "0", BODY, AT, FIVE_MINUTES)).isFalse();
    assertThat(signature.isOf("", BODY, AT, FIVE_MINUTES)).isFalse();
    Signature stranger = new Signature(Secret.ofText("0123456789abcdeF", "test"));
    assertThat(stranger.isOf(header, BODY, AT, FIVE_MINUTES)).isFalse();
  }

  @Test
  void secret_ofFile_leavesTheLineEndOut_andIsNeverPrinted() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "0123456789abcdef\n");
    Secret secret = Secret.ofFile(file);
    assertThat(new Signature(secret).of(BODY, AT)).isEqualTo(signature.of(BODY, AT));
    assertThat(secret.toString()).doesNotContain("0123");
  }

  @Test
  void secret_tooShort_saysSoWithoutIt() {
    assertThatThrownBy(() -> Secret.ofText("short", "WEIR_WEBHOOK_SECRET"))
        .hasMessageContaining("the secret of WEIR_WEBHOOK_SECRET has 5 characters")
        .hasMessageNotContaining("short");
  }
}
