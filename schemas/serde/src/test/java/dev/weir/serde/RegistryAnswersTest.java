package dev.weir.serde;

import static dev.weir.serde.UndecodableRecordException.Reason.UNKNOWN_SCHEMA_ID;
import static dev.weir.serde.UndecodableRecordException.Reason.WRONG_SCHEMA;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.weir.schemas.CommentPosted;
import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real client against answers that a registry, or what stands in front of it, may give. */
class RegistryAnswersTest {
  private static final byte[] RECORD_OF_SCHEMA_7 = {0, 0, 0, 0, 7, 1, 2, 3};

  private final AtomicInteger calls = new AtomicInteger();
  private HttpServer server;
  private volatile int status;
  private volatile String body;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          calls.incrementAndGet();
          byte[] answer = body.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void read_idThatRegistryDoesNotHave_isUndecodable() {
    answer(404, "{\"error_code\":40403,\"message\":\"Schema 7 not found\"}");

    assertThat(undecodable().reason()).isEqualTo(UNKNOWN_SCHEMA_ID);
  }

  @Test
  void read_manyRecordsOfUnknownId_askOnce() {
    answer(404, "{\"error_code\":40403,\"message\":\"Schema 7 not found\"}");
    WeirAvroDeserializer<CommentPosted> deserializer = deserializer(client());

    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> deserializer.deserialize("comments", RECORD_OF_SCHEMA_7))
          .isInstanceOf(UndecodableRecordException.class);
    }

    assertThat(calls).hasValue(1);
  }

  @ParameterizedTest
  @CsvSource({"JSON, {}", "PROTOBUF, syntax", "AVRO, no schema at all"})
  void read_schemaThatIsNoAvro_isUndecodable(String type, String schema) {
    answer(200, "{\"schemaType\":\"" + type + "\",\"schema\":\"" + schema + "\"}");

    assertThat(undecodable().reason()).isEqualTo(WRONG_SCHEMA);
  }

  @ParameterizedTest
  @CsvSource({
    "404, <html>not here</html>",
    "404, '{\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}'",
    "401, Unauthorized",
    "429, slow down",
    "500, '{\"error_code\":50001,\"message\":\"backend store\"}'",
    "503, starting",
    "200, <html>a login page</html>"
  })
  void read_answerThatSaysNothingOfTheSchema_isUnavailable(int httpStatus, String text) {
    answer(httpStatus, text);

    assertThatThrownBy(() -> deserializer(client()).deserialize("comments", RECORD_OF_SCHEMA_7))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("what schema 7 is");
  }

  @Test
  void read_afterRegistryCameBack_works() {
    answer(503, "starting");
    WeirAvroDeserializer<CommentPosted> deserializer = deserializer(client());
    assertThatThrownBy(() -> deserializer.deserialize("comments", RECORD_OF_SCHEMA_7))
        .isInstanceOf(RegistryUnavailableException.class);

    answer(404, "{\"error_code\":40403,\"message\":\"Schema 7 not found\"}");

    assertThatThrownBy(() -> deserializer.deserialize("comments", RECORD_OF_SCHEMA_7))
        .isInstanceOf(UndecodableRecordException.class);
  }

  @Test
  void readAndWrite_nobodyListens_isUnavailable() {
    server.stop(0);

    assertThatThrownBy(() -> deserializer(client()).deserialize("comments", RECORD_OF_SCHEMA_7))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("no answer")
        .hasMessageContaining("check that it runs");
    assertThatThrownBy(() -> serialize(client()))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("comments-value");
  }

  @Test
  void read_serverThatNeverAnswers_isUnavailableAfterReadTimeout() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      RegistryConfig config =
          new RegistryConfig(
              List.of(URI.create("http://127.0.0.1:" + silent.getLocalPort())),
              Duration.ofSeconds(1),
              Duration.ofMillis(200),
              Map.of());

      assertThatThrownBy(
              () ->
                  deserializer(RegistryClients.connect(config))
                      .deserialize("comments", RECORD_OF_SCHEMA_7))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("timed out");
    }
  }

  @ParameterizedTest
  @CsvSource({"409, 409", "422, 42201"})
  void write_schemaRefused_saysSoAndIsNoOutage(int httpStatus, int code) {
    answer(httpStatus, "{\"error_code\":" + code + ",\"message\":\"incompatible\"}");

    assertThatThrownBy(() -> serialize(client()))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("comments-value")
        .hasMessageContaining("refuses");
  }

  @Test
  void write_registryFails_isUnavailable() {
    answer(500, "{\"error_code\":50001,\"message\":\"backend store\"}");

    assertThatThrownBy(() -> serialize(client())).isInstanceOf(RegistryUnavailableException.class);
  }

  private void answer(int httpStatus, String text) {
    status = httpStatus;
    body = text;
  }

  private UndecodableRecordException undecodable() {
    return catchThrowableOfType(
        UndecodableRecordException.class,
        () -> deserializer(client()).deserialize("comments", RECORD_OF_SCHEMA_7));
  }

  private SchemaRegistryClient client() {
    return RegistryClients.connect(
        RegistryConfig.of("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  private static WeirAvroDeserializer<CommentPosted> deserializer(SchemaRegistryClient client) {
    return new WeirAvroDeserializer<>(CommentPosted.class, client);
  }

  private static void serialize(SchemaRegistryClient client) {
    new WeirAvroSerializer<>(CommentPosted.class, client).serialize("comments", Wire.comment());
  }
}
