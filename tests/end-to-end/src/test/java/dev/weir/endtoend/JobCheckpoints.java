package dev.weir.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.platform.http.JsonHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** What a Flink cluster tells of a job's checkpoints. Thread-safe. */
final class JobCheckpoints {

  private static final Duration ASK_LIMIT = Duration.ofSeconds(30);

  private final JsonHttp http = new JsonHttp();
  private final String jobId;
  private final URI statistics;

  JobCheckpoints(URI flinkUrl, String jobId) {
    this.jobId = jobId;
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

  /**
   * The last one of a job that has ended, whose checkpoints are kept. Flink's statistics lag some
   * seconds behind and may name one that a later one has replaced and deleted, so they are asked
   * until they name the newest that lies on the disk.
   *
   * @param checkpoints the folder that holds the job's checkpoints, one folder a job
   */
  Checkpoint lastKept(Path checkpoints, Duration limit) {
    Path ofJob = checkpoints.resolve(jobId);
    return Awaitility.await("the newest checkpoint in " + ofJob + " is in the statistics")
        .atMost(limit)
        .until(this::last, last -> last.id() > 0 && last.id() == newestIn(ofJob));
  }

  /** The highest id among complete checkpoints in a job's folder, 0 if there is none. */
  private static long newestIn(Path ofJob) {
    try (Stream<Path> all = Files.list(ofJob)) {
      return all.filter(one -> Files.exists(one.resolve("_metadata")))
          .map(one -> one.getFileName().toString())
          .filter(name -> name.startsWith("chk-"))
          .mapToLong(name -> Long.parseLong(name.substring("chk-".length())))
          .max()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
