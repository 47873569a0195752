package dev.weir.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Deliveries to a real HTTP server whose answers are given. */
@Timeout(60)
class DeliveryTest {

  private static final Secret SECRET = Secret.ofText("0123456789abcdef", "test");
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration MOST = Duration.ofSeconds(30);
  private static final int HANG = -1;

  private final Deque<Integer> statuses = new ArrayDeque<>();
  private final List<Map<String, List<String>>> headers = new ArrayList<>();
  private final List<byte[]> bodies = new ArrayList<>();
  private final List<Duration> waits = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private String retryAfter = "";
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/hook", this::answer);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
  }

  @AfterEach
  void close() {
    over.countDown();
    server.stop(0);
  }

  private synchronized int note(HttpExchange exchange) throws IOException {
    headers.add(Map.copyOf(exchange.getRequestHeaders()));
    bodies.add(exchange.getRequestBody().readAllBytes());
    return statuses.size() > 1 ? statuses.remove() : statuses.element();
  }

  private void answer(HttpExchange exchange) throws IOException {
    int status = note(exchange);
    if (status == HANG) {
      try {
        over.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      exchange.close();
      return;
    }
    if (!retryAfter.isEmpty()) {
      exchange.getResponseHeaders().add("Retry-After", retryAfter);
    }
    exchange.getResponseHeaders().add("Location", "http://localhost:1/elsewhere");
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Test
  void deliver_whatIsTakenAtOnce_isOneSignedRequestWithItsKey() throws InterruptedException {
    statuses.add(204);

    assertThat(deliver("a:1", 3)).isEqualTo(new Delivery.Result(1, null));

    assertThat(bodies).hasSize(1);
    assertThat(new String(bodies.get(0), UTF_8)).isEqualTo("{\"key\":\"a:1\"}");
    assertThat(header("Idempotency-key")).isEqualTo("a:1");
    assertThat(header("Content-type")).isEqualTo("application/json");
    assertThat(
            new Signature(SECRET)
                .isOf(header("Weir-signature"), bodies.get(0), NOW, Duration.ofMinutes(5)))
        .isTrue();
    assertThat(waits).isEmpty();
  }

  @Test
  void deliver_toAReceiverInTrouble_waitsLongerEachTimeUntilItIsTaken()
      throws InterruptedException {
    statuses.addAll(List.of(500, 503, 429, 408, 200));

    assertThat(deliver("a:1", 12)).isEqualTo(new Delivery.Result(5, null));

    assertThat(waits).hasSize(4);
    for (int i = 0; i < 4; i++) {
      assertThat(waits.get(i))
          .isBetween(FIRST.multipliedBy(1L << i).dividedBy(2), FIRST.multipliedBy(1L << i));
    }
    assertThat(headers.stream().map(all -> all.get("Idempotency-key")).distinct()).hasSize(1);
  }

  @Test
  void deliver_whatIsRefused_isGivenUpAtOnce() throws InterruptedException {
    for (int status : new int[] {400, 401, 404, 410, 302}) {
      statuses.clear();
      statuses.add(status);
      assertThat(deliver("a:1", 12))
          .isEqualTo(new Delivery.Result(1, "the receiver answered " + status));
    }
    assertThat(waits).isEmpty();
  }

  @Test
  void deliver_whatIsNeverTaken_isGivenUpAfterTheLastAttempt() throws InterruptedException {
    statuses.add(503);

    assertThat(deliver("a:1", 3))
        .isEqualTo(new Delivery.Result(3, "the receiver answered 503, 3 times"));

    assertThat(waits).hasSize(2);
  }

  @Test
  void deliver_retryAfter_isKeptWithinTheLimit() throws InterruptedException {
    statuses.addAll(List.of(429, 200));
    retryAfter = "7";
    deliver("a:1", 3);
    statuses.addAll(List.of(429, 200));
    retryAfter = "999999";
    statuses.remove();
    deliver("a:2", 3);

    assertThat(waits).containsExactly(Duration.ofSeconds(7), MOST);
  }

  @Test
  void deliver_noAnswerOrNobodyThere_isTriedAgain() throws InterruptedException {
    statuses.addAll(List.of(HANG, 200));
    assertThat(deliver("a:1", 2).attempts()).isEqualTo(1 + 1);
    server.stop(0);

    Delivery.Result gone = deliver("a:2", 2);

    assertThat(gone.failure()).contains("at http://127.0.0.1:", "/hook, 2 times");
  }

  private Delivery.Result deliver(String key, int attempts) throws InterruptedException {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    HttpSender sender =
        new HttpSender(new Target(url, Duration.ofSeconds(2)), SECRET, InstantSource.fixed(NOW));
    return new Delivery(sender::send, new Backoff(FIRST, MOST, attempts), waits::add, new Random(1))
        .deliver(Alerts.message(key));
  }

  private String header(String name) {
    return headers.get(0).get(name).get(0);
  }
}
