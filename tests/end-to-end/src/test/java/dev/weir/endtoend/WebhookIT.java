package dev.weir.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weir.platform.Installation;
import dev.weir.platform.Platform;
import dev.weir.schemas.Decision;
import dev.weir.schemas.FraudAlert;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.Severity;
import dev.weir.serde.WeirAvroSerializer;
import dev.weir.serde.topic.WeirTopic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir webhook} as a process, between a real broker and a real HTTP server. */
class WebhookIT {

  private static final String SECRET = "a secret of the test 0123456789";
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir Path folder;

  private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
  private final Map<String, Integer> troubles = new ConcurrentHashMap<>();
  private final List<Process> started = new ArrayList<>();
  private HttpServer server;

  private record Request(String alertId, String key, String signature, String body) {}

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/hook", this::answer);
    server.start();
  }

  @AfterEach
  void close() {
    started.forEach(Process::destroyForcibly);
    server.stop(0);
  }

  /** Answers 200, or what the alert's trouble is; a passing one is over after the first answer. */
  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String alert = new ObjectMapper().readTree(body).path("alert_id").asText();
    requests.add(
        new Request(
            alert,
            exchange.getRequestHeaders().getFirst("Idempotency-Key"),
            exchange.getRequestHeaders().getFirst("Weir-Signature"),
            new String(body, UTF_8)));
    int status =
        alert.startsWith("passing")
            ? troubles.merge(alert, 503, (a, b) -> 200)
            : troubles.getOrDefault(alert, 200);
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Test
  void alerts_areSignedRepeatedGivenUpAndNeverLost() throws Exception {
    Platform platform = SharedPlatform.get();
    try (TestTopics topics = TestTopics.create(platform, "webhook.")) {
      troubles.put("bad", 400);
      send(topics, "first", "passing", "bad", "last");
      Process webhook = start(platform, topics);
      await().atMost(LIMIT).until(() -> count("last") == 1);
      assertThat(requests)
          .extracting(Request::alertId)
          .containsExactly("first", "passing", "passing", "bad", "last");
      assertThat(requests).allSatisfy(WebhookIT::isSigned);
      assertThat(requests.stream().filter(r -> r.alertId().equals("passing")).map(Request::key))
          .containsOnly("passing:1772352000000");
      List<String> undelivered = Files.readAllLines(folder.resolve("undelivered.jsonl"));
      assertThat(undelivered).hasSize(1);
      JsonNode line = new ObjectMapper().readTree(undelivered.get(0));
      assertThat(line.path("key").asText()).isEqualTo("bad:1772352000000");
      assertThat(line.path("reason").asText()).isEqualTo("the receiver answered 400");

      // killed while an alert is on its way: it comes again, and no other does
      troubles.put("stuck", 503);
      send(topics, "stuck");
      await().atMost(LIMIT).until(() -> count("stuck") > 0);
      webhook.destroyForcibly().waitFor();
      long before = count("stuck");
      troubles.remove("stuck");
      Process again = start(platform, topics);
      await().atMost(LIMIT).until(() -> count("stuck") > before);
      send(topics, "end");
      await().atMost(LIMIT).until(() -> count("end") == 1);
      assertThat(count("last")).isEqualTo(1);
      assertThat(count("stuck")).isEqualTo(before + 1);

      again.destroy();
      assertThat(again.waitFor(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    }
  }

  private long count(String alert) {
    return requests.stream().filter(request -> request.alertId().equals(alert)).count();
  }

  private static void isSigned(Request request) throws Exception {
    String seconds = request.signature().replaceFirst("^t=([0-9]+),.*", "$1");
    assertThat(Long.parseLong(seconds)).isBetween(1_700_000_000L, 5_000_000_000L);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
    mac.update((seconds + ".").getBytes(UTF_8));
    assertThat(request.signature())
        .isEqualTo(
            "t="
                + seconds
                + ",v1="
                + HexFormat.of().formatHex(mac.doFinal(request.body().getBytes(UTF_8))));
  }

  private Process start(Platform platform, TestTopics topics) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            Installation.find().home().resolve("lib/cli") + "/*",
            "dev.weir.cli.Weir",
            "webhook",
            "--url=http://127.0.0.1:" + server.getAddress().getPort() + "/hook",
            "--from-beginning",
            "--undelivered=" + folder.resolve("undelivered.jsonl"),
            "--bootstrap-servers=" + platform.endpoints().bootstrapServers(),
            "--schema-registry=" + platform.endpoints().registryUrl(),
            "--topic-prefix=" + topics.prefix());
    builder.environment().put("WEIR_WEBHOOK_SECRET", SECRET);
    Path log = folder.resolve("webhook-" + started.size() + ".log");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    started.add(process);
    return process;
  }

  private static void send(TestTopics topics, String... alerts) {
    String topic = topics.name(WeirTopic.FRAUD_ALERTS);
    var writer = new WeirAvroSerializer<>(FraudAlert.class, topics.registry());
    try (Sender sender = topics.sender()) {
      for (String alert : alerts) {
        sender.send(
            new ProducerRecord<>(
                topic, "card".getBytes(UTF_8), writer.serialize(topic, alert(alert))));
      }
    }
  }

  private static FraudAlert alert(String id) {
    Instant at = Instant.parse("2026-03-01T08:00:00Z");
    return FraudAlert.newBuilder()
        .setAlertId(id)
        .setEventId("t-1")
        .setOccurredAt(at)
        .setVerdictId("v-1")
        .setCardId("card")
        .setSeverity(Severity.HIGH)
        .setRisk(0.9f)
        .setDecision(Decision.DECLINE)
        .setEventIds(List.of("t-1"))
        .setOpenedAt(at)
        .setRaisedAt(at)
        .setReasons(List.of())
        .setModel(new ModelRef("weir-fraud", "1.0.0", ""))
        .setPolicyVersion("fraud@1")
        .build();
  }
}
