package dev.weir.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Chromium without a window, driven by the WebDriver protocol (W3C) of its chromedriver. Confined
 * to one thread.
 */
final class Browser implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");

  private final Process driver;
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI session;

  private Browser(Process driver, int port, Path profile) throws IOException, InterruptedException {
    this.driver = driver;
    URI service = URI.create("http://127.0.0.1:" + port + "/session");
    ObjectNode body = JSON.createObjectNode();
    ObjectNode always = body.putObject("capabilities").putObject("alwaysMatch");
    always.putObject("goog:loggingPrefs").put("browser", "ALL");
    ArrayNode flags = always.putObject("goog:chromeOptions").putArray("args");
    List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=1200,900",
            "--user-data-dir=" + profile)
        .forEach(flags::add);
    session = URI.create(service + "/" + send(service, body).path("sessionId").asText());
  }

  /** Whether this machine has one. */
  static boolean isThere() {
    return find("chromium").isPresent() && find("chromedriver").isPresent();
  }

  /** Starts one with an empty profile. */
  static Browser start(Path profile) throws IOException, InterruptedException {
    Process driver =
        new ProcessBuilder(find("chromedriver").orElseThrow().toString(), "--port=0")
            .redirectErrorStream(true)
            .start();
    BufferedReader lines = driver.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        return new Browser(driver, Integer.parseInt(port.group(1)), profile);
      }
    }
    throw new IOException("chromedriver ended without a port");
  }

  void open(URI url) throws IOException, InterruptedException {
    send(at("/url"), JSON.createObjectNode().put("url", url.toString()));
  }

  /** What an expression of JavaScript gives. */
  JsonNode eval(String expression) throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("script", "return " + expression);
    body.putArray("args");
    return send(at("/execute/sync"), body);
  }

  /** Clicks on the first element of a CSS selector, as a person would. */
  void click(String selector) throws IOException, InterruptedException {
    send(URI.create(element(selector) + "/click"), JSON.createObjectNode());
  }

  /** Types into the first element of a CSS selector and leaves it. */
  void type(String selector, String text) throws IOException, InterruptedException {
    send(
        URI.create(element(selector) + "/value"),
        JSON.createObjectNode().put("text", text + "\uE004"));
  }

  /** What the page's console says: errors, and what the policy forbade. */
  List<String> said() throws IOException, InterruptedException {
    JsonNode log = send(at("/se/log"), JSON.createObjectNode().put("type", "browser"));
    return log.findValuesAsText("message");
  }

  void screenshot(Path file) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(at("/screenshot")).build();
    Files.write(file, Base64.getDecoder().decode(value(request).asText()));
  }

  private URI element(String selector) throws IOException, InterruptedException {
    JsonNode found =
        send(
            at("/element"),
            JSON.createObjectNode().put("using", "css selector").put("value", selector));
    return at("/element/" + found.elements().next().asText());
  }

  private URI at(String path) {
    return URI.create(session + path);
  }

  private JsonNode send(URI uri, JsonNode body) throws IOException, InterruptedException {
    return value(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build());
  }

  private JsonNode value(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    JsonNode value = JSON.readTree(answer.body()).path("value");
    if (answer.statusCode() != 200) {
      throw new IOException(request.uri() + ": " + value.path("message").asText());
    }
    return value;
  }

  private static Optional<Path> find(String program) {
    return Stream.of(Map.copyOf(System.getenv()).getOrDefault("PATH", "").split(":"))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public void close() {
    try {
      http.send(
          HttpRequest.newBuilder(session).DELETE().build(), HttpResponse.BodyHandlers.discarding());
    } catch (IOException e) {
      // it ends with its driver
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    driver.descendants().forEach(ProcessHandle::destroyForcibly);
    driver.destroy();
  }
}
