package dev.weir.console.loop;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import dev.weir.console.http.Json;
import dev.weir.console.http.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/runs} and {@code GET /runs/RUN/report.html}: the learning runs of a folder. No
 * other file of it is ever given out. Thread-safe.
 */
public final class Runs {

  private static final int SHOWN = 100;
  private static final long MOST_BYTES = 16L << 20;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,127}");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * A report has its scripts inside; in a sandbox they reach neither the console nor the network.
   */
  private static final String REPORT_POLICY =
      "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline';"
          + " style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private final @Nullable Path folder;

  /**
   * @param folder of the runs; null where none was named
   */
  public Runs(@Nullable Path folder) {
    this.folder = folder;
  }

  /** The list. */
  public HttpService list() {
    return (ctx, request) ->
        HttpResponse.of(
            () -> {
              ObjectNode body = Json.object();
              ArrayNode runs = body.putArray("runs");
              names().forEach(name -> runs.add(run(name)));
              return Json.answer(HttpStatus.OK, body);
            },
            ctx.blockingTaskExecutor());
  }

  /** The report of the run that the path parameter {@code run} names. */
  public HttpService report() {
    return (ctx, request) -> {
      String name = String.valueOf(ctx.pathParam("run"));
      return HttpResponse.of(() -> report(name), ctx.blockingTaskExecutor());
    };
  }

  private HttpResponse report(String name) {
    @Nullable Path file = file(name, "report.html");
    if (file == null) {
      return Problem.of(HttpStatus.NOT_FOUND, "no such run, or it has no report yet");
    }
    try {
      ResponseHeaders headers =
          ResponseHeaders.builder(HttpStatus.OK)
              .contentType(MediaType.HTML_UTF_8)
              .set("content-security-policy", REPORT_POLICY)
              .build();
      return HttpResponse.of(headers, HttpData.wrap(Files.readAllBytes(file)), HttpHeaders.of());
    } catch (IOException e) {
      return Problem.of(HttpStatus.NOT_FOUND, "the report cannot be read");
    }
  }

  private List<String> names() {
    if (folder == null || !Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(name -> file(name, "run.json") != null)
          .sorted(Comparator.reverseOrder())
          .limit(SHOWN)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectNode run(String name) {
    ObjectNode run = Json.object().put("run", name);
    @Nullable Path file = file(name, "run.json");
    try {
      JsonNode json = file == null ? Json.object() : MAPPER.readTree(file.toFile());
      for (String field : List.of("startedAt", "name", "version", "state", "reason")) {
        run.put(field, json.path(field).asText(""));
      }
    } catch (JacksonException e) {
      run.put("state", "unreadable");
    } catch (IOException e) {
      run.put("state", "gone");
    }
    return run.put("report", file(name, "report.html") != null);
  }

  /** The file of a run; null where there is none that is a plain file in its own folder. */
  private @Nullable Path file(String run, String name) {
    if (folder == null || !NAME.matcher(run).matches()) {
      return null;
    }
    Path in = folder.resolve(run);
    Path file = in.resolve(name);
    try {
      return Files.isDirectory(in, LinkOption.NOFOLLOW_LINKS)
              && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
              && Files.size(file) <= MOST_BYTES
          ? file
          : null;
    } catch (IOException e) {
      return null;
    }
  }
}
