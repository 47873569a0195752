package dev.weir.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.console.access.Access.Decision;
import dev.weir.console.access.Access.Decision.Denied;
import dev.weir.console.access.Access.Decision.Granted;
import dev.weir.schemas.LabelerKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {

  private static final String KEY = "weir_of-a-test";

  @TempDir Path dir;

  private ApiKeys keys;

  @BeforeEach
  void keys() throws IOException {
    Path file = dir.resolve("keys");
    Files.writeString(file, "case-tool golden " + ApiKey.digestOf(KEY) + "\n");
    keys = ApiKeys.read(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:8088", "localhost:8088", "LOCALHOST", "[::1]:8088", "[::1]"})
  void host_ofThisMachine_needsNoKey(String host) {
    assertThat(local().decide(asking(host, null, null, null))).isEqualTo(new Granted(Caller.LOCAL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8088",
        "localhost.evil.example",
        "127.0.0.1.evil.example:8088",
        "127.0.0.1@evil.example",
        "127.0.0.1:8088:1",
        "10.0.0.7:8088",
        "",
      })
  void host_thatIsNotKnown_isRefused(String host) {
    assertThat(status(local().decide(asking(host, null, null, null)))).isEqualTo(403);
    assertThat(status(local().decide(asking(host, null, null, "Bearer " + KEY)))).isEqualTo(403);
  }

  @Test
  void host_thatIsMissing_isRefused() {
    assertThat(status(local().decide(asking(null, null, null, null)))).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8088, http://127.0.0.1:8088, same-origin, 0",
    "127.0.0.1:8088, http://127.0.0.1:8089, , 403",
    "127.0.0.1:8088, http://localhost:8088, , 403",
    "127.0.0.1:8088, http://evil.example, , 403",
    "127.0.0.1:8088, null, , 403",
    "127.0.0.1:8088, , cross-site, 403",
    "127.0.0.1:8088, , same-site, 403",
    "127.0.0.1:8088, , none, 0",
  })
  void browser_ofAnotherSite_isRefused(String host, String origin, String site, int status) {
    assertThat(status(local().decide(asking(host, origin, site, null)))).isEqualTo(status);
  }

  @Test
  void link_fromAnotherSite_mayLeadToAPage() {
    Asking click = new Asking("localhost:8088", null, "cross-site", null, false, false);

    assertThat(status(local().decide(click))).isZero();
  }

  @Test
  void proxy_thatPassesARequestOn_needsAKey() {
    Asking passedOn = new Asking("127.0.0.1:8088", null, null, null, true, true);

    assertThat(status(local().decide(passedOn))).isEqualTo(401);
  }

  @Test
  void console_thatOthersReach_needsAKeyEvenUnderALocalName() {
    Access open = new Access(Set.of("console.example"), false, keys);

    assertThat(status(open.decide(asking("localhost:8088", null, null, null)))).isEqualTo(401);
    assertThat(status(open.decide(asking("Console.example", null, null, null)))).isEqualTo(401);
    assertThat(status(open.decide(asking("console.example", null, null, "Bearer " + KEY))))
        .isZero();
  }

  @Test
  void key_asABearerOrAsAPassword_isThatOfItsCaller() {
    Caller caller = new Caller("case-tool", Set.of(LabelerKind.GOLDEN));

    assertThat(local().decide(asking("localhost", null, null, "bearer " + KEY)))
        .isEqualTo(new Granted(caller));
    assertThat(local().decide(asking("localhost", null, null, basic("anybody:" + KEY))))
        .isEqualTo(new Granted(caller));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer weir_wrong", "Bearer", "Bearer ", "Basic !!", "Digest x", "x"})
  void key_thatIsNone_isRefusedEvenOnThisMachine(String authorization) {
    assertThat(status(local().decide(asking("localhost", null, null, authorization))))
        .isEqualTo(401);
    assertThat(status(local().decide(asking("localhost", null, null, basic(KEY))))).isEqualTo(401);
  }

  private Access local() {
    return new Access(Set.of(), true, keys);
  }

  private static Asking asking(String host, String origin, String site, String authorization) {
    return new Asking(host, origin, site, authorization, false, true);
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  /** 0 where it is granted. */
  private static int status(Decision decision) {
    return decision instanceof Denied denied ? denied.status() : 0;
  }
}
