package dev.weir.webhook;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.InstantSource;

/** Makes one attempt: a signed POST. Thread-safe. */
public final class HttpSender {

  private final Target target;
  private final Signature signature;
  private final InstantSource clock;
  private final HttpClient client;

  public HttpSender(Target target, Secret secret, InstantSource clock) {
    this.target = target;
    this.signature = new Signature(secret);
    this.clock = clock;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(target.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * Sends a message once. What the receiver says beside its status is not read.
   *
   * @throws InterruptedException when the thread is interrupted while it waits
   */
  Answer send(AlertMessage message) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(target.url())
            .timeout(target.timeout())
            .header("Content-Type", "application/json")
            .header("User-Agent", "weir-webhook")
            .header("Idempotency-Key", message.key())
            .header(Signature.HEADER, signature.of(message.body(), clock.instant()))
            .POST(HttpRequest.BodyPublishers.ofByteArray(message.body()))
            .build();
    try {
      HttpResponse<Void> response = client.send(request, HttpResponse.BodyHandlers.discarding());
      return Answer.of(
          response.statusCode(), response.headers().firstValue("Retry-After").orElse(null));
    } catch (HttpTimeoutException e) {
      return new Answer.Later("no answer within " + target.timeout(), null);
    } catch (IOException e) {
      return new Answer.Later(e.getClass().getSimpleName() + " at " + target, null);
    }
  }
}
