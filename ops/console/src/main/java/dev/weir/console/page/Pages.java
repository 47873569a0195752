package dev.weir.console.page;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files of the pages, each at its path; nothing else is given out. Thread-safe. */
public final class Pages {

  private static final Map<String, MediaType> FILES =
      Map.of(
          "index.html", MediaType.HTML_UTF_8,
          "icon.svg", MediaType.SVG_UTF_8,
          "console.css", MediaType.CSS_UTF_8,
          "console.js", MediaType.JAVASCRIPT_UTF_8,
          "echarts.common.min.js", MediaType.JAVASCRIPT_UTF_8);

  private Pages() {}

  /** Services by path. */
  public static Map<String, HttpService> services() {
    Map<String, HttpService> services = new LinkedHashMap<>();
    FILES.forEach(
        (name, type) -> {
          ResponseHeaders headers =
              ResponseHeaders.builder(HttpStatus.OK).contentType(type).build();
          byte[] content = content(name);
          services.put(
              name.equals("index.html") ? "/" : "/" + name,
              (ctx, request) -> HttpResponse.of(headers, HttpData.wrap(content), HttpHeaders.of()));
        });
    return services;
  }

  private static byte[] content(String name) {
    try (InputStream in =
        Pages.class.getResourceAsStream(name.startsWith("echarts") ? "/" + name : name)) {
      if (in == null) {
        throw new IllegalStateException("the build left out " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
