package dev.weir.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** JSON requests, one at a time or many. Thread-safe. */
public final class JsonHttp {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_LIMIT)
          .build();

  /**
   * An answer, whatever its status.
   *
   * @param status HTTP status
   * @param body the body, missing where it is empty or no JSON
   */
  public record Answer(int status, JsonNode body) {

    /** Whether the status is 2xx. */
    public boolean ok() {
      return status / 100 == 2;
    }
  }

  /** GET. */
  public Answer get(URI uri, Duration limit) throws IOException {
    return send("GET", uri, BodyPublishers.noBody(), "application/json", limit);
  }

  /** A request with a JSON body. */
  public Answer send(String method, URI uri, JsonNode body, Duration limit) throws IOException {
    BodyPublisher publisher = BodyPublishers.ofString(JSON.writeValueAsString(body));
    return send(method, uri, publisher, "application/json", limit);
  }

  /**
   * A request with any body.
   *
   * @throws IOException if there is no answer within the limit; an error status is an answer
   */
  public Answer send(String method, URI uri, BodyPublisher body, String contentType, Duration limit)
      throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(limit)
            .header("Content-Type", contentType)
            .header("Accept", "application/json")
            .method(method, body)
            .build();
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      return new Answer(response.statusCode(), parse(response.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException(method + " " + uri);
      interrupted.initCause(e);
      throw interrupted;
    }
  }

  private static JsonNode parse(String body) {
    try {
      JsonNode node = JSON.readTree(body);
      return node == null ? MissingNode.getInstance() : node;
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}
