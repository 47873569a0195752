package dev.weir.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.console.RawHttp.Answer;
import dev.weir.console.access.ApiKeys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What HTTP gets where neither broker nor registry answer, and for requests of every wrong kind.
 */
class ConsoleServerTest {

  private static final String LABEL =
      "{\"event_id\":\"c-1\",\"task\":\"spam\",\"label\":\"ham\",\"labeler\":{\"id\":\"mo\"}}";
  private static final String JSON = "Content-Type: application/json\r\n";

  private static ConsoleServer console;

  @BeforeAll
  static void start() throws IOException {
    console = ConsoleServer.start(settings(0));
  }

  @AfterAll
  static void stop() {
    console.close();
  }

  private static ConsoleSettings settings(int port) {
    return new ConsoleSettings(
        ConsoleSettings.address("127.0.0.1"),
        port,
        Set.of(),
        ApiKeys.none(),
        "127.0.0.1:1",
        "http://127.0.0.1:1/apis/ccompat/v7",
        "weir.",
        null);
  }

  @Test
  void label_withoutABroker_isTheCallersToSendAgain() throws IOException {
    Answer answer = post(JSON, "[" + LABEL + ",{}]");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.headers()).contains("application/problem+json", "retry-after: ");
    assertThat(answer.body())
        .contains("\"accepted\":0")
        .contains("{\"event_id\":\"c-1\",\"status\":\"failed\"}")
        .contains("{\"event_id\":null,\"status\":\"rejected\",\"detail\":\"task is missing\"}");
  }

  @Test
  void labels_thatAreAllWrong_areAnsweredOneByOne() throws IOException {
    Answer answer = post(JSON, "[{\"event_id\":\"c-1\"},{\"task\":\"spma\"}]");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.headers()).contains("application/problem+json");
    assertThat(answer.body()).contains("\"rejected\":2", "task is missing", "did you mean 'spam'?");
  }

  @ParameterizedTest
  @CsvSource({"golden", "chargeback"})
  void kind_thatDecidesByItself_needsAKey(String kind) throws IOException {
    Answer answer = post(JSON, LABEL.replace("\"mo\"", "\"mo\",\"kind\":\"" + kind + "\""));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("'" + kind + "' may not be given without a key");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | /v1/feedback | Content-Type: text/plain | 415",
        "POST | /v1/feedback | Content-Type: application/x-www-form-urlencoded | 415",
        "POST | /v1/feedback | Content-Type: ;;; | 415",
        "POST | /v1/feedback | X: y | 415",
        "GET  | /v1/feedback | X: y | 405",
        "PUT  | /v1/feedback | X: y | 405",
        "DELETE | /v1/feedback | X: y | 405",
        "POST | /v1/nothing | X: y | 404",
        "GET | /../../etc/passwd | X: y | 400",
        "GET | /%2e%2e/%2e%2e/etc/passwd | X: y | 400",
        "POST | /v1/feedback | Origin: http://evil.example | 403",
        "POST | /v1/feedback | Authorization: Bearer weir_x | 401",
        "POST | /v1/feedback | X-Forwarded-For: 10.0.0.1 | 401",
      })
  void request_ofAWrongKind_isAProblem(String method, String path, String header, int status)
      throws IOException {
    Answer answer =
        RawHttp.send(console.port(), method, path, header + "\r\n", LABEL.getBytes(UTF_8));

    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.headers()).contains("application/problem+json");
    assertThat(answer.body()).contains("\"status\":" + status).doesNotContain("Exception", "\tat ");
  }

  @Test
  void host_thatIsNotTheConsole_isRefused() throws IOException {
    String request =
        "POST /v1/feedback HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";

    assertThat(RawHttp.bytes(console.port(), request.getBytes(UTF_8)).status()).isEqualTo(403);
  }

  @Test
  void body_overOneMebibyte_isRefused() throws IOException {
    Answer answer = post(JSON, " ".repeat((1 << 20) + 1));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.headers()).contains("application/problem+json");
  }

  @Test
  void labels_overAThousand_areRefused() throws IOException {
    assertThat(post(JSON, "[" + "{},".repeat(1000) + "{}]").status()).isEqualTo(413);
    assertThat(post(JSON, "[" + "{},".repeat(999) + "{}]").status()).isEqualTo(400);
  }

  @Test
  void answers_ofEveryKind_haveTheSafeHeaders() throws IOException {
    for (Answer answer :
        List.of(
            RawHttp.send(console.port(), "GET", "/health", "", new byte[0]),
            RawHttp.send(console.port(), "GET", "/nothing", "", new byte[0]),
            post("", LABEL))) {
      assertThat(answer.headers())
          .contains(
              "content-security-policy: default-src 'none'",
              "x-content-type-options: nosniff",
              "cache-control: no-store")
          .doesNotContain("\r\nserver:");
    }
  }

  /** Bytes of labels, cut, doubled and turned: no answer is a failure of the console's own. */
  @Test
  void body_ofAnyBytes_isNeverAFailure() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 400; i++) {
      byte[] body = ("[" + LABEL + ",{\"labelled_at\":[{}],\"comment\":1}]").getBytes(UTF_8);
      for (int turns = 1 + random.nextInt(4); turns > 0; turns--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      body[1] = '?'; // never sound, so that none waits for the broker
      Answer answer = post(JSON, body);

      assertThat(answer.status()).as(new String(body, UTF_8)).isBetween(400, 499);
    }
  }

  @Test
  void request_thatIsNoHttp_doesNotEndTheConsole() throws IOException {
    List<String> requests =
        new ArrayList<>(
            List.of(
                "\r\n\r\n",
                "GET\r\n\r\n",
                "GET / HTTP/9.9\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
                "POST /v1/feedback HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                "POST /v1/feedback HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
                "GET /" + "a".repeat(10_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(20_000) + "\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /\u0000 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
    for (String request : requests) {
      Answer answer = RawHttp.bytes(console.port(), (request + "\r\n\r\n").getBytes(UTF_8));

      assertThat(answer.status()).as(request + " → " + answer).isLessThan(500);
    }
    assertThat(RawHttp.send(console.port(), "GET", "/health", "", new byte[0]).status())
        .isEqualTo(200);
  }

  @Test
  void port_thatIsTaken_isNamed() {
    assertThatThrownBy(() -> ConsoleServer.start(settings(console.port())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("port " + console.port() + " on 127.0.0.1 cannot be used")
        .hasMessageContaining("--port");
  }

  private static Answer post(String headers, String body) throws IOException {
    return post(headers, body.getBytes(UTF_8));
  }

  private static Answer post(String headers, byte[] body) throws IOException {
    return RawHttp.send(console.port(), "POST", "/v1/feedback", headers, body);
  }
}
