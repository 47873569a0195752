package dev.weir.console;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Route;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import dev.weir.console.access.Access;
import dev.weir.console.access.Guard;
import dev.weir.console.feedback.FeedbackService;
import dev.weir.console.feedback.LabelWriter;
import dev.weir.console.http.Failures;
import dev.weir.console.http.Json;
import dev.weir.console.http.SafeHeaders;
import dev.weir.console.loop.DriftService;
import dev.weir.console.loop.ReleasesService;
import dev.weir.console.loop.Runs;
import dev.weir.console.page.Pages;
import dev.weir.console.review.EventTexts;
import dev.weir.console.review.ReviewPool;
import dev.weir.console.review.ReviewService;
import dev.weir.retrain.release.ReleaseLog;
import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The console, wired together and listening. Thread-safe. */
public final class ConsoleServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ConsoleServer.class);
  private static final int MOST_BODY_BYTES = 1 << 20;
  private static final int KAFKA_MILLIS = 8_000;
  private static final int MOST_CONNECTIONS = 256;
  private static final int NETWORK_THREADS = 1;
  private static final int WORKING_THREADS = 8;
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(15);

  private final Deque<AutoCloseable> owned = new ArrayDeque<>();
  private final Server server;

  private ConsoleServer(ConsoleSettings settings) {
    SchemaRegistryClient registry =
        own(RegistryClients.connect(RegistryConfig.of(settings.schemaRegistry())));
    LabelWriter writer =
        own(LabelWriter.open(settings.bootstrapServers(), settings.topicPrefix(), registry));
    Guard guard =
        new Guard(
            new Access(settings.allHosts(), settings.bind().isLoopbackAddress(), settings.keys()));
    ServerBuilder builder =
        Server.builder()
            .http(new InetSocketAddress(settings.bind(), settings.port()))
            .workerGroup(NETWORK_THREADS)
            .blockingTaskExecutor(WORKING_THREADS)
            .maxNumConnections(MOST_CONNECTIONS)
            .maxRequestLength(MOST_BODY_BYTES)
            .requestTimeout(REQUEST_LIMIT)
            .gracefulShutdownTimeout(Duration.ZERO, Duration.ofSeconds(2))
            .disableServerHeader()
            .errorHandler(new Failures())
            .decorator(new SafeHeaders());
    builder.service(
        on(HttpMethod.POST, "/v1/feedback"),
        guard.before(new FeedbackService(writer, Clock.systemUTC())));
    builder.service(on(HttpMethod.GET, "/health"), health());
    ReviewPool pool = new ReviewPool();
    EventTexts texts =
        own(EventTexts.open(settings.bootstrapServers(), settings.topicPrefix(), registry));
    ReleaseLog releases = own(ReleaseLog.open(kafka(settings), settings.topicPrefix(), registry));
    DriftService drift = new DriftService();
    Runs runs = new Runs(settings.runs());
    Map<String, HttpService> reading = new LinkedHashMap<>(Pages.services());
    reading.put("/v1/review", new ReviewService(pool, texts));
    reading.put("/v1/releases", new ReleasesService(releases, Clock.systemUTC()));
    reading.put("/v1/drift", drift);
    reading.put("/v1/runs", runs.list());
    reading.put("/runs/{run}/report.html", runs.report());
    reading.forEach(
        (path, service) -> builder.service(on(HttpMethod.GET, path), guard.before(service)));
    own(new ConsoleFeed(settings, registry, pool, drift)).start();
    server = builder.build();
  }

  /**
   * Starts a console; it answers when this returns.
   *
   * @throws IOException if the port cannot be used
   */
  public static ConsoleServer start(ConsoleSettings settings) throws IOException {
    ConsoleServer console = new ConsoleServer(settings);
    try {
      console.server.start().join();
      LOG.info("listening on {} port {}", settings.bind().getHostAddress(), console.port());
      return console;
    } catch (CompletionException e) {
      console.close();
      throw new IOException(
          "port %d on %s cannot be used: end the program that has it, or choose another with --port"
              .formatted(settings.port(), settings.bind().getHostAddress()),
          e);
    }
  }

  /** The port it listens on. */
  public int port() {
    return server.activeLocalPort();
  }

  /** Waits until the console is closed. */
  void awaitEnd() {
    server.whenClosed().join();
  }

  private static Map<String, Object> kafka(ConsoleSettings settings) {
    return Map.of(
        "bootstrap.servers",
        settings.bootstrapServers(),
        "request.timeout.ms",
        KAFKA_MILLIS,
        "default.api.timeout.ms",
        KAFKA_MILLIS);
  }

  private static Route on(HttpMethod method, String path) {
    return Route.builder().methods(method).path(path).build();
  }

  private static HttpService health() {
    return (ctx, request) -> Json.answer(HttpStatus.OK, Json.object().put("status", "up"));
  }

  private <T extends AutoCloseable> T own(T part) {
    owned.push(part);
    return part;
  }

  @Override
  public void close() {
    server.stop().join();
    while (!owned.isEmpty()) {
      try {
        owned.pop().close();
      } catch (Exception e) {
        LOG.warn("{} at the end", e.getClass().getName());
      }
    }
  }
}
