package dev.weir.platform.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.platform.http.JsonHttp;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Flink's REST interface, as much of it as jobs need. Works on the embedded cluster and on any
 * other that allows jar submission. Every method throws {@link FlinkRestException} if the cluster
 * does not answer or refuses. Thread-safe.
 */
public final class FlinkRest {

  private static final String CAUSED_BY = "Caused by: ";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Duration ASK_LIMIT = Duration.ofSeconds(10);
  private static final Duration SUBMIT_LIMIT = Duration.ofMinutes(2);
  private static final long PAUSE_MS = 50;
  private static final Duration FAILURE_LIMIT = Duration.ofSeconds(10);

  private final JsonHttp http = new JsonHttp();
  private final URI base;

  /** The cluster at an address such as {@code http://127.0.0.1:8082}. */
  public FlinkRest(URI base) {
    this.base = URI.create(base.toString().replaceAll("/+$", ""));
  }

  /** Free and used slots, versions; the fields are those of Flink's {@code /overview}. */
  public JsonNode overview() {
    return get("/overview");
  }

  /** Uploads a jar; answers the id to {@link #run} it by. */
  public String upload(Path jar) {
    String boundary = "weir-" + UUID.randomUUID();
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"%s\"\r\nContent-Type: application/java-archive\r\n\r\n"
            .formatted(boundary, jar.getFileName());
    BodyPublisher body;
    try {
      body =
          BodyPublishers.concat(
              BodyPublishers.ofString(head),
              BodyPublishers.ofFile(jar),
              BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
    } catch (FileNotFoundException e) {
      throw new FlinkRestException("there is no job jar " + jar, FlinkRestException.NO_ANSWER, e);
    }
    JsonNode answer =
        exchange(
            "POST",
            "/jars/upload",
            uri ->
                http.send(
                    "POST", uri, body, "multipart/form-data; boundary=" + boundary, SUBMIT_LIMIT));
    String stored = answer.path("filename").asText();
    return stored.substring(stored.lastIndexOf('/') + 1);
  }

  /** Runs a job of an uploaded jar; answers the job's id. */
  public String run(String jarId, JobRun run) {
    ObjectNode body = NODES.objectNode();
    body.put("entryClass", run.entryClass());
    body.put("parallelism", run.parallelism());
    run.arguments().forEach(body.putArray("programArgsList")::add);
    run.savepoint().ifPresent(path -> body.put("savepointPath", path));
    if (!run.settings().isEmpty()) {
      ObjectNode settings = body.putObject("flinkConfiguration");
      new TreeMap<>(run.settings()).forEach(settings::put);
    }
    return send("POST", "/jars/" + jarId + "/run", body, SUBMIT_LIMIT).path("jobid").asText();
  }

  /** All jobs the cluster remembers. */
  public List<JobSummary> jobs() {
    List<JobSummary> jobs = new ArrayList<>();
    for (JsonNode job : get("/jobs/overview").path("jobs")) {
      jobs.add(
          new JobSummary(
              job.path("jid").asText(),
              job.path("name").asText(),
              JobState.of(job.path("state").asText())));
    }
    return List.copyOf(jobs);
  }

  /** The state of a job. */
  public JobState state(String jobId) {
    return JobState.of(get("/jobs/" + jobId + "/status").path("status").asText());
  }

  /**
   * The failure that the job reported last: the message of its root cause, without the name of the
   * class; empty if it reported none.
   */
  public Optional<String> lastFailure(String jobId) {
    String trace =
        get("/jobs/" + jobId + "/exceptions")
            .path("exceptionHistory")
            .path("entries")
            .path(0)
            .path("stacktrace")
            .asText("");
    return Stream.concat(
            trace.lines().limit(1), trace.lines().filter(line -> line.startsWith(CAUSED_BY)))
        .reduce((outer, inner) -> inner)
        .map(line -> line.replaceFirst("^(" + CAUSED_BY + ")?[\\w.$]+: ", ""));
  }

  /**
   * As {@link #lastFailure}, of a job that has just failed: Flink shows the failure some seconds
   * after the state that it led to, so it is waited for.
   */
  public Optional<String> awaitFailure(String jobId) {
    long begin = System.nanoTime();
    Optional<String> failure = lastFailure(jobId);
    while (failure.isEmpty() && System.nanoTime() - begin < FAILURE_LIMIT.toNanos()) {
      pause("the failure of a job");
      failure = lastFailure(jobId);
    }
    return failure;
  }

  /** The vertices of a job, in the order of the flow. */
  public List<Vertex> vertices(String jobId) {
    List<Vertex> vertices = new ArrayList<>();
    for (JsonNode vertex : get("/jobs/" + jobId).path("vertices")) {
      vertices.add(
          new Vertex(
              vertex.path("id").asText(),
              vertex.path("name").asText(),
              vertex.path("parallelism").asInt(),
              vertex.path("status").asText()));
    }
    return List.copyOf(vertices);
  }

  /** Names of the metrics that the subtasks of a vertex report. */
  public List<String> metricNames(String jobId, String vertexId) {
    List<String> names = new ArrayList<>();
    get(metrics(jobId, vertexId)).forEach(metric -> names.add(metric.path("id").asText()));
    return List.copyOf(names);
  }

  /**
   * Metrics of a vertex, combined over its subtasks. One that no subtask reports is absent.
   *
   * @param names as {@link #metricNames} lists them
   */
  public Map<String, Double> metrics(
      String jobId, String vertexId, List<String> names, Aggregation aggregation) {
    Map<String, Double> values = new TreeMap<>();
    String field = aggregation.field();
    String query =
        "?get="
            + URLEncoder.encode(String.join(",", names), StandardCharsets.UTF_8)
            + "&agg="
            + field;
    for (JsonNode metric : get(metrics(jobId, vertexId) + query)) {
      if (metric.path(field).isNumber()) {
        values.put(metric.path("id").asText(), metric.path(field).asDouble());
      }
    }
    return values;
  }

  /** Asks for the end of a job; what it had in hand is not finished. */
  public void cancel(String jobId) {
    send("PATCH", "/jobs/" + jobId + "?mode=cancel", NODES.objectNode(), ASK_LIMIT);
  }

  /**
   * Stops a job after a savepoint, and waits for it. A run that resumes from the savepoint repeats
   * nothing; one that begins at the committed offsets may, as the last ones are not committed.
   *
   * @param directory where the savepoint goes, an address that the cluster can write
   * @return the savepoint
   * @throws FlinkRestException also if the savepoint fails or takes longer than the limit
   */
  public String stopWithSavepoint(String jobId, String directory, Duration limit) {
    ObjectNode body = NODES.objectNode().put("targetDirectory", directory).put("drain", false);
    String request =
        send("POST", "/jobs/" + jobId + "/stop", body, ASK_LIMIT).path("request-id").asText();
    String path = "/jobs/" + jobId + "/savepoints/" + request;
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < limit.toNanos()) {
      JsonNode answer = get(path);
      if (answer.path("status").path("id").asText().equals("COMPLETED")) {
        return location(jobId, answer.path("operation"));
      }
      pause("a savepoint");
    }
    throw new FlinkRestException(
        "job %s had written no savepoint after %d ms".formatted(jobId, limit.toMillis()),
        FlinkRestException.NO_ANSWER,
        null);
  }

  private static String location(String jobId, JsonNode operation) {
    String location = operation.path("location").asText("");
    if (location.isEmpty()) {
      String trace = operation.path("failure-cause").path("stack-trace").asText("no reason given");
      throw new FlinkRestException(
          "job %s could not be stopped with a savepoint: %s"
              .formatted(jobId, trace.lines().findFirst().orElse("")),
          FlinkRestException.NO_ANSWER,
          null);
    }
    return location;
  }

  private static void pause(String waitedFor) {
    try {
      Thread.sleep(PAUSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FlinkRestException(
          "interrupted while waiting for " + waitedFor, FlinkRestException.NO_ANSWER, e);
    }
  }

  private static String metrics(String jobId, String vertexId) {
    return "/jobs/" + jobId + "/vertices/" + vertexId + "/subtasks/metrics";
  }

  private JsonNode get(String path) {
    return exchange("GET", path, uri -> http.get(uri, ASK_LIMIT));
  }

  private JsonNode send(String method, String path, JsonNode body, Duration limit) {
    return exchange(method, path, uri -> http.send(method, uri, body, limit));
  }

  private JsonNode exchange(String method, String path, Exchange exchange) {
    JsonHttp.Answer answer;
    try {
      answer = exchange.ask(URI.create(base + path));
    } catch (IOException e) {
      throw new FlinkRestException(
          "Flink at %s does not answer: %s".formatted(base, e), FlinkRestException.NO_ANSWER, e);
    }
    if (!answer.ok()) {
      throw new FlinkRestException(
          "Flink refused %s %s with %d: %s"
              .formatted(method, path, answer.status(), reason(answer.body())),
          answer.status(),
          null);
    }
    return answer.body();
  }

  /** The cause in Flink's list of errors, which is the last line that names an exception. */
  private static String reason(JsonNode body) {
    String reason = "";
    for (JsonNode error : body.path("errors")) {
      for (String line : error.asText().lines().toList()) {
        if (line.startsWith(CAUSED_BY) || reason.isEmpty()) {
          reason = line;
        }
      }
    }
    return reason.isEmpty() ? "no reason given" : reason;
  }

  private interface Exchange {
    JsonHttp.Answer ask(URI uri) throws IOException;
  }
}
