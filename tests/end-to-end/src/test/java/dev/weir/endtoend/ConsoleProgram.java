package dev.weir.endtoend;

import dev.weir.platform.Installation;
import dev.weir.platform.PlatformEndpoints;
import dev.weir.platform.process.ChildProcess;
import dev.weir.platform.process.ConsoleProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The console of the installation as a process, as the platform starts it, on a free port. */
final class ConsoleProgram implements AutoCloseable {

  private static final int START_SECONDS = 60;

  private final ChildProcess process;
  private final URI url;

  private ConsoleProgram(ChildProcess process, URI url) {
    this.process = process;
    this.url = url;
  }

  /** Starts it and waits until it answers. */
  static ConsoleProgram start(
      PlatformEndpoints at, TestTopics topics, Path dir, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--port=0",
                "--bootstrap-servers=" + at.bootstrapServers(),
                "--schema-registry=" + at.registryUrl(),
                "--topic-prefix=" + topics.prefix()));
    arguments.addAll(List.of(options));
    CompletableFuture<URI> url = new CompletableFuture<>();
    try {
      ChildProcess process =
          ChildProcess.start(
              ConsoleProcess.spec(dir, Installation.find(), arguments),
              line -> url.complete(URI.create(line)));
      process.whenEnded(
          code -> url.completeExceptionally(new IllegalStateException("ended with " + code)));
      return new ConsoleProgram(process, url.orTimeout(START_SECONDS, TimeUnit.SECONDS).join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI url() {
    return url;
  }

  /** Posts labels as JSON; a key goes along unless it is empty. */
  HttpResponse<String> label(String json, String key) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve("/v1/feedback"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json));
    if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    process.stop(Duration.ofSeconds(10));
  }
}
