package dev.weir.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.platform.http.JsonHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;

/** What a Flink cluster tells of a job's checkpoints. Thread-safe. */
final class JobCheckpoints {

  private static final Duration ASK_LIMIT = Duration.ofSeconds(30);

  private final JsonHttp http = new JsonHttp();
  private final URI statistics;

  JobCheckpoints(URI flinkUrl, String jobId) {
    statistics = URI.create(flinkUrl + "/jobs/" + jobId + "/checkpoints");
  }

  /**
   * A checkpoint.
   *
   * @param id counts from 1
   * @param path where it lies
   * @param inFlightBytes records on their way between subtasks that it holds
   */
  record Checkpoint(long id, String path, long inFlightBytes) {

    private static Checkpoint of(JsonNode one) {
      return new Checkpoint(
          one.path("id").asLong(),
          one.path("external_path").asText(),
          one.path("persisted_data").asLong());
    }
  }

  /** The last one that is complete; its id is 0 while there is none. */
  Checkpoint last() {
    return Checkpoint.of(latest().path("completed"));
  }

  /** The path of the one that the job went on from, empty if it began anew. */
  String restoredPath() {
    return latest().path("restored").path("external_path").asText("");
  }

  private JsonNode latest() {
    try {
      return http.get(statistics, ASK_LIMIT).body().path("latest");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
